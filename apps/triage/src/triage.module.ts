import { Module } from '@nestjs/common';
import { TriageAgent } from '@sentinai/agents';
import { WorkerModule } from '@sentinai/messaging';

@Module({ imports: [WorkerModule], providers: [TriageAgent] })
export class TriageModule {}
