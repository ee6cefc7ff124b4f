import { workerSettings } from '@sentinai/messaging';
import { authSettings, databaseSettings, defineConfig, httpPort, setting } from '@sentinai/service-kit';
import { toolCallingSettings } from '@sentinai/tool-calling';

export const toolConfig = defineConfig({
  httpPort: httpPort(9005),
  ...databaseSettings,
  ...workerSettings,
  ...authSettings,
  ...toolCallingSettings,
  // A full batch fits into the limit of concurrent calls (256, tool-http.settings.ts).
  batchMaxEvents: setting.integer({
    env: 'BATCH_MAX_EVENTS',
    description: 'Maximum number of tool calls per transaction.',
    example: '250',
    default: 250,
    minimum: 1,
    maximum: 1_000,
  }),
  // A tool may be unavailable for minutes: ten attempts span at least four.
  retryMaxAttempts: setting.integer({
    env: 'RETRY_MAX_ATTEMPTS',
    description: 'Maximum number of attempts of a call whose tool has an open circuit, before the call fails.',
    example: '10',
    default: 10,
    minimum: 1,
    maximum: 100,
  }),
});
