import { Module } from '@nestjs/common';
import { WorkerModule } from '@sentinai/messaging';
import { PlaybookAgent } from './playbook.agent.ts';

@Module({ imports: [WorkerModule], providers: [PlaybookAgent] })
export class PlaybookModule {}
