import { Module } from '@nestjs/common';
import { WorkerModule } from '@sentinai/messaging';
import { FeedbackAgent } from './feedback.agent.ts';

@Module({ imports: [WorkerModule], providers: [FeedbackAgent] })
export class FeedbackModule {}
