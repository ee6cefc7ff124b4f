import { authSettings, databaseSettings, defineConfig, httpPort, setting } from '@sentinai/service-kit';
import { workerSettings } from '@sentinai/messaging';

export const playbookConfig = defineConfig({
  httpPort: httpPort(9004),
  ...databaseSettings,
  ...workerSettings,
  ...authSettings,
  stepTimerIntervalMs: setting.duration({
    env: 'STEP_TIMER_INTERVAL',
    description: 'How often steps are looked for that are due to be tried again, or given up.',
    example: '500ms',
    default: 500,
    minimum: 100,
    maximum: 60_000,
  }),
});
