import { authSettings, databaseSettings, defineConfig, httpPort, kafkaSettings } from '@sentinai/service-kit';

export const governanceConfig = defineConfig({
  httpPort: httpPort(9011),
  ...databaseSettings,
  ...kafkaSettings,
  ...authSettings,
});
