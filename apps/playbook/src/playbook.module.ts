import { Module } from '@nestjs/common';
import { OutboxModule, WorkerModule } from '@sentinai/messaging';
import { PlaybookAgent } from './playbook.agent.ts';

@Module({ imports: [WorkerModule, OutboxModule.for('playbook')], providers: [PlaybookAgent] })
export class PlaybookModule {}
