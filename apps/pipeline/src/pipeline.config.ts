import { settingsOfAgent, workerSettings } from '@sentinai/messaging';
import { databaseSettings, defineConfig, httpPort } from '@sentinai/service-kit';
import { toolCallingSettings } from '@sentinai/tool-calling';

export const pipelineConfig = defineConfig({
  httpPort: httpPort(9008),
  ...databaseSettings,
  ...workerSettings,
  ...toolCallingSettings,
  // As apps/tool: a full batch fits into the limit of concurrent calls, and ten attempts span at least four minutes.
  ...settingsOfAgent('tool', { batchMaxEvents: 250, retryMaxAttempts: 10 }),
});
