/** Loop that scans the SLA clocks. */
import type { Provider } from '@nestjs/common';
import { ClockLoop } from '@sentinai/messaging';
import { CONFIG, type ConfigOf, HealthRegistry } from '@sentinai/service-kit';
import type { slaMonitorConfig } from '../sla-monitor.config.ts';
import { SlaClockService } from './sla-clock.service.ts';

export const slaClockLoop: Provider = {
  provide: ClockLoop,
  inject: [SlaClockService, HealthRegistry, CONFIG],
  useFactory: (clock: SlaClockService, health: HealthRegistry, config: ConfigOf<typeof slaMonitorConfig>) =>
    new ClockLoop({
      name: 'scan',
      what: 'Scanning the SLA clocks',
      intervalMs: config.slaScanIntervalMs,
      scan: () => clock.scan(),
      health,
    }),
};
