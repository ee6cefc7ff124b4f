import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { KAFKA_ADMIN, KafkaModule, OutboxModule } from '@sentinai/messaging';
import { PersistenceModule, TenantTransactions } from '@sentinai/persistence';
import { HealthRegistry } from '@sentinai/service-kit';
import type { Admin } from 'kafkajs';
import { slaClockLoop } from './clock/sla-clock.loop.ts';
import { SlaClockService } from './clock/sla-clock.service.ts';

@Module({
  imports: [PersistenceModule, KafkaModule, OutboxModule.for('sla-monitor')],
  providers: [SlaClockService, slaClockLoop],
})
export class SlaMonitorModule implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    private readonly transactions: TenantTransactions,
    @Inject(KAFKA_ADMIN) private readonly admin: Admin,
  ) {}

  onModuleInit(): void {
    this.health.register('database', () => this.transactions.ping());
    this.health.register('kafka', async () => {
      await this.admin.describeCluster();
    });
  }
}
