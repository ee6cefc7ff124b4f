/** The API for people and programs: exceptions with their context, commands on them, the state of the pipeline. */
import { Module } from '@nestjs/common';
import { BulkJobsModule } from './bulk-jobs/bulk-jobs.module.ts';
import { CommandsModule } from './commands/commands.module.ts';
import { ExceptionsModule } from './exceptions/exceptions.module.ts';
import { PipelineModule } from './pipeline/pipeline.module.ts';
import { PlaybookRunModule } from './playbook-run/playbook-run.module.ts';
import { PlaybooksModule } from './playbooks/playbooks.module.ts';
import { SupervisorModule } from './supervisor/supervisor.module.ts';
import { TimelineModule } from './timeline/timeline.module.ts';
import { ToolExecutionsModule } from './tool-executions/tool-executions.module.ts';
import { ToolsModule } from './tools/tools.module.ts';
import { ViewsModule } from './views/views.module.ts';

@Module({
  imports: [
    ExceptionsModule,
    TimelineModule,
    PlaybookRunModule,
    PlaybooksModule,
    CommandsModule,
    BulkJobsModule,
    ToolsModule,
    ToolExecutionsModule,
    ViewsModule,
    PipelineModule,
    SupervisorModule,
  ],
})
export class OpsApiModule {}
