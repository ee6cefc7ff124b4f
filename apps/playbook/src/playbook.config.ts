import { authSettings, databaseSettings, defineConfig, httpPort } from '@sentinai/service-kit';
import { workerSettings } from '@sentinai/messaging';

export const playbookConfig = defineConfig({
  httpPort: httpPort(9004),
  ...databaseSettings,
  ...workerSettings,
  ...authSettings,
});
