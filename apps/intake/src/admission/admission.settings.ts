/** Settings of intake's admission control. */
import { redisSettings, setting } from '@sentinai/service-kit';

export const admissionSettings = {
  ...redisSettings,
  tenantRate: setting.integer({
    env: 'INTAKE_TENANT_RATE',
    description: 'Items a tenant may send per second, over all copies of intake; 0 for no limit.',
    example: '5000',
    default: 5_000,
    minimum: 0,
    maximum: 1_000_000,
  }),
  tenantBurst: setting.integer({
    env: 'INTAKE_TENANT_BURST',
    description: 'Burst: items a tenant may send at once after a pause, beyond its rate.',
    example: '10000',
    default: 10_000,
    minimum: 1,
    maximum: 10_000_000,
  }),
  backlogCeiling: setting.integer({
    env: 'BACKLOG_CEILING',
    description:
      'Events that may wait in the pipeline before tenants above their share are refused; at twice as many, all are. 0 for no limit.',
    example: '100000',
    default: 100_000,
    minimum: 0,
    maximum: 1_000_000_000,
  }),
};
