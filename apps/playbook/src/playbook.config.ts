import { authSettings, databaseSettings, defineConfig, httpPort, setting } from '@sentinai/service-kit';
import { workerSettings } from '@sentinai/messaging';

export const playbookConfig = defineConfig({
  httpPort: httpPort(9004),
  ...databaseSettings,
  ...workerSettings,
  ...authSettings,
  stepTimerIntervalMs: setting.duration({
    env: 'STEP_TIMER_INTERVAL',
    description: 'Interval of the scan for steps whose retry is due or whose time has run out.',
    example: '500ms',
    default: 500,
    minimum: 100,
    maximum: 60_000,
  }),
});
