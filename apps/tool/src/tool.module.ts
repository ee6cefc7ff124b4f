import { Module } from '@nestjs/common';
import { ToolAgent } from '@sentinai/agents';
import { OutboxModule, WorkerModule } from '@sentinai/messaging';
import { HttpToolClient, MaskedExecutionLog, ToolCallingModule } from '@sentinai/tool-calling';
import { ToolDefinitionController } from './definitions/tool-definition.controller.ts';
import { ToolDefinitionService } from './definitions/tool-definition.service.ts';
import { ToolLookup } from './definitions/tool.lookup.ts';
import { DryRunController } from './dry-run/dry-run.controller.ts';
import { DryRunService } from './dry-run/dry-run.service.ts';
import { ExecutionController } from './executions/execution.controller.ts';
import { ExecutionService } from './executions/execution.service.ts';
import { ExecutionStore } from './executions/execution.store.ts';

@Module({
  imports: [WorkerModule, ToolCallingModule, OutboxModule.for('tool')],
  controllers: [ExecutionController, ToolDefinitionController, DryRunController],
  providers: [
    {
      provide: ToolAgent,
      inject: [HttpToolClient, MaskedExecutionLog],
      useFactory: (client: HttpToolClient, log: MaskedExecutionLog) => new ToolAgent(client, log),
    },
    ToolLookup,
    ToolDefinitionService,
    ExecutionService,
    ExecutionStore,
    DryRunService,
  ],
})
export class ToolModule {}
