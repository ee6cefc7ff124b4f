import { workerSettings } from '@sentinai/messaging';
import { authSettings, databaseSettings, defineConfig, httpPort } from '@sentinai/service-kit';

export const intakeConfig = defineConfig({
  httpPort: httpPort(9001),
  ...databaseSettings,
  ...workerSettings,
  ...authSettings,
});
