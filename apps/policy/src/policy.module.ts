import { Module } from '@nestjs/common';
import { WorkerModule } from '@sentinai/messaging';
import { PolicyAgent } from './policy.agent.ts';

@Module({ imports: [WorkerModule], providers: [PolicyAgent] })
export class PolicyModule {}
