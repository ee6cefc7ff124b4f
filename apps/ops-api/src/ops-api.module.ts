/** The read side for people and programs: exceptions, their timelines, their playbooks, the state of the pipeline. */
import { Module } from '@nestjs/common';
import { ExceptionsModule } from './exceptions/exceptions.module.ts';
import { PipelineModule } from './pipeline/pipeline.module.ts';
import { PlaybookRunModule } from './playbook-run/playbook-run.module.ts';
import { TimelineModule } from './timeline/timeline.module.ts';

@Module({ imports: [ExceptionsModule, TimelineModule, PlaybookRunModule, PipelineModule] })
export class OpsApiModule {}
