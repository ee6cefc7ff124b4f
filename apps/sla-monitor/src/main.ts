import { runService } from '@sentinai/service-kit';
import { slaMonitorConfig } from './sla-monitor.config.ts';
import { SlaMonitorModule } from './sla-monitor.module.ts';

await runService({ name: 'sla-monitor', config: slaMonitorConfig, module: SlaMonitorModule });
