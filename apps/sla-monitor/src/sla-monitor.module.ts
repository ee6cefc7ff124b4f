import { Module } from '@nestjs/common';
import { KafkaReadinessModule, OutboxModule } from '@sentinai/messaging';
import { PersistenceModule } from '@sentinai/persistence';
import { slaClockLoop } from './clock/sla-clock.loop.ts';
import { SlaClockService } from './clock/sla-clock.service.ts';

@Module({
  imports: [PersistenceModule, KafkaReadinessModule, OutboxModule.for('sla-monitor')],
  providers: [SlaClockService, slaClockLoop],
})
export class SlaMonitorModule {}
