import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { OutboxModule, WorkerModule } from '@sentinai/messaging';
import { CONFIG, type ConfigOf } from '@sentinai/service-kit';
import { CircuitRecorder } from './circuits/circuit.recorder.ts';
import { ToolDefinitionController } from './definitions/tool-definition.controller.ts';
import { ToolDefinitionService } from './definitions/tool-definition.service.ts';
import { ToolLookup } from './definitions/tool.lookup.ts';
import { DryRunController } from './dry-run/dry-run.controller.ts';
import { DryRunService } from './dry-run/dry-run.service.ts';
import { ExecutionController } from './executions/execution.controller.ts';
import { ExecutionService } from './executions/execution.service.ts';
import { ExecutionStore } from './executions/execution.store.ts';
import { HttpToolClient } from './http-tool/http-tool.client.ts';
import { DEFAULT_TOOL_HTTP_SETTINGS, parseAllowedHosts, parseHostAliases } from './http-tool/tool-http.settings.ts';
import { ToolAgent } from './tool.agent.ts';
import type { toolConfig } from './tool.config.ts';

const given = (text: string): string => (text === 'none' ? '' : text);

@Module({
  imports: [WorkerModule, OutboxModule.for('tool')],
  controllers: [ExecutionController, ToolDefinitionController, DryRunController],
  providers: [
    ToolAgent,
    ToolLookup,
    ToolDefinitionService,
    ExecutionService,
    ExecutionStore,
    DryRunService,
    CircuitRecorder,
    {
      provide: HttpToolClient,
      inject: [CONFIG],
      useFactory: (config: ConfigOf<typeof toolConfig>) =>
        new HttpToolClient({
          ...DEFAULT_TOOL_HTTP_SETTINGS,
          allowedPrivateHosts: parseAllowedHosts(given(config.allowedPrivateHosts)),
          hostAliases: parseHostAliases(given(config.hostAliases)),
          secretsDirectory: config.secretsDirectory ?? null,
        }),
    },
  ],
})
export class ToolModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly client: HttpToolClient,
    private readonly circuits: CircuitRecorder,
  ) {}

  // The recorder needs the database, which becomes available after the agent and its client.
  onModuleInit(): void {
    this.client.watchCircuits((circuit, state) => this.circuits.changed(circuit, state));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}
