/** Loop that scans the steps' timers. */
import type { Provider } from '@nestjs/common';
import { ClockLoop } from '@sentinai/messaging';
import { CONFIG, type ConfigOf, HealthRegistry } from '@sentinai/service-kit';
import type { playbookConfig } from '../playbook.config.ts';
import { StepClockService } from './step-clock.service.ts';

export const stepClockLoop: Provider = {
  provide: ClockLoop,
  inject: [StepClockService, HealthRegistry, CONFIG],
  useFactory: (clock: StepClockService, health: HealthRegistry, config: ConfigOf<typeof playbookConfig>) =>
    new ClockLoop({
      name: 'timers',
      what: 'Looking at the timers of steps',
      intervalMs: config.stepTimerIntervalMs,
      scan: () => clock.scan(),
      health,
    }),
};
