import { workerSettings } from '@sentinai/messaging';
import { authSettings, databaseSettings, defineConfig, httpPort } from '@sentinai/service-kit';

export const auditConfig = defineConfig({
  httpPort: httpPort(9012),
  ...databaseSettings,
  ...workerSettings,
  ...authSettings,
});
