import { Module } from '@nestjs/common';
import { WorkerModule } from '@sentinai/messaging';
import { TriageAgent } from './triage.agent.ts';

@Module({ imports: [WorkerModule], providers: [TriageAgent] })
export class TriageModule {}
