import { databaseSettings, defineConfig, httpPort, kafkaSettings, setting } from '@sentinai/service-kit';

export const slaMonitorConfig = defineConfig({
  httpPort: httpPort(9007),
  ...databaseSettings,
  ...kafkaSettings,
  slaScanIntervalMs: setting.duration({
    env: 'SLA_SCAN_INTERVAL',
    formerly: 'SLA_SCAN_INTERVAL_MS',
    description: 'Interval at which each copy of the service scans for due SLA clocks.',
    example: '1s',
    default: 1_000,
    minimum: 100,
    maximum: 60_000,
  }),
});
