import { databaseSettings, defineConfig, httpPort, kafkaSettings, setting } from '@sentinai/service-kit';

export const slaMonitorConfig = defineConfig({
  httpPort: httpPort(9007),
  ...databaseSettings,
  ...kafkaSettings,
  slaScanIntervalMs: setting.duration({
    env: 'SLA_SCAN_INTERVAL',
    formerly: 'SLA_SCAN_INTERVAL_MS',
    description: 'How often each copy of the service looks for clocks that are due.',
    example: '1s',
    default: 1_000,
    minimum: 100,
    maximum: 60_000,
  }),
});
