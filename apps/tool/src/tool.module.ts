import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { OutboxModule, WorkerModule } from '@sentinai/messaging';
import { CONFIG, type ConfigOf } from '@sentinai/service-kit';
import { HttpToolClient } from './http-tool/http-tool.client.ts';
import { DEFAULT_TOOL_HTTP_SETTINGS, parseAllowedHosts, parseHostAliases } from './http-tool/tool-http.settings.ts';
import { ToolAgent } from './tool.agent.ts';
import type { toolConfig } from './tool.config.ts';

const given = (text: string): string => (text === 'none' ? '' : text);

@Module({
  imports: [WorkerModule, OutboxModule.for('tool')],
  providers: [
    ToolAgent,
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
export class ToolModule implements OnApplicationShutdown {
  constructor(private readonly client: HttpToolClient) {}

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }
}
