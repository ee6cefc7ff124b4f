import { databaseSettings, defineConfig, httpPort, kafkaSettings, redisSettings, setting } from '@sentinai/service-kit';

export const slaMonitorConfig = defineConfig({
  httpPort: httpPort(9007),
  ...databaseSettings,
  ...kafkaSettings,
  ...redisSettings,
  slaScanIntervalMs: setting.duration({
    env: 'SLA_SCAN_INTERVAL_MS',
    description: 'How often the clocks that are due are looked for; all copies of the service share one schedule.',
    example: '1s',
    default: 1_000,
    minimum: 100,
    maximum: 60_000,
  }),
});
