import { Module } from '@nestjs/common';
import { PolicyAgent } from '@sentinai/agents';
import { WorkerModule } from '@sentinai/messaging';

@Module({ imports: [WorkerModule], providers: [PolicyAgent] })
export class PolicyModule {}
