/** Database access and change events for all features; ready when the database answers. */
import { Module, type OnModuleInit } from '@nestjs/common';
import { OutboxModule } from '@sentinai/messaging';
import { PersistenceModule, TenantTransactions } from '@sentinai/persistence';
import { HealthRegistry } from '@sentinai/service-kit';

/** One outbox, and so one relay, for all features. */
const outbox = OutboxModule.for('governance');

@Module({
  imports: [PersistenceModule, outbox],
  exports: [PersistenceModule, outbox],
})
export class ChangesModule implements OnModuleInit {
  constructor(
    private readonly transactions: TenantTransactions,
    private readonly health: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health.register('database', () => this.transactions.ping());
  }
}
