import { authSettings, databaseSettings, defineConfig, httpPort, kafkaSettings } from '@sentinai/service-kit';

export const opsApiConfig = defineConfig({
  httpPort: httpPort(9010),
  ...databaseSettings,
  ...kafkaSettings,
  ...authSettings,
});
