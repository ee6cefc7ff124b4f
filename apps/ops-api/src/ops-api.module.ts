/** The read side for people and programs: exceptions, their timelines, their playbooks, the state of the pipeline. */
import { Module } from '@nestjs/common';
import { OutboxModule } from '@sentinai/messaging';
import { ExceptionsModule } from './exceptions/exceptions.module.ts';
import { PipelineModule } from './pipeline/pipeline.module.ts';
import { PlaybookRunModule } from './playbook-run/playbook-run.module.ts';
import { TimelineModule } from './timeline/timeline.module.ts';

@Module({ imports: [OutboxModule.for('ops-api'), ExceptionsModule, TimelineModule, PlaybookRunModule, PipelineModule] })
export class OpsApiModule {}
