import { Module } from '@nestjs/common';
import { FeedbackAgent } from '@sentinai/agents';
import { WorkerModule } from '@sentinai/messaging';

@Module({ imports: [WorkerModule], providers: [FeedbackAgent] })
export class FeedbackModule {}
