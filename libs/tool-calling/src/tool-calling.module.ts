/** The parts of a process that calls tools: the HTTP client, the state of its circuits, the record of executions. */
import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { PersistenceModule } from '@sentinai/persistence';
import { CONFIG, type ConfigOf } from '@sentinai/service-kit';
import { CircuitRecorder } from './circuit.recorder.ts';
import { HttpToolClient } from './http-tool.client.ts';
import { MaskedExecutionLog } from './masked-execution.log.ts';
import { type toolCallingSettings, toolHttpSettings } from './tool-calling.settings.ts';

@Module({
  imports: [PersistenceModule],
  providers: [
    CircuitRecorder,
    MaskedExecutionLog,
    {
      provide: HttpToolClient,
      inject: [CONFIG],
      useFactory: (config: ConfigOf<typeof toolCallingSettings>) => new HttpToolClient(toolHttpSettings(config)),
    },
  ],
  exports: [HttpToolClient, MaskedExecutionLog],
})
export class ToolCallingModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly client: HttpToolClient,
    private readonly circuits: CircuitRecorder,
  ) {}

  // The recorder needs the database, which becomes available after the client.
  onModuleInit(): void {
    this.client.watchCircuits((circuit, state) => this.circuits.changed(circuit, state));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}
