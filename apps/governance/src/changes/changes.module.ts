/** How every feature reaches the database and tells of what it changed; ready when the database answers. */
import { Module, type OnModuleInit } from '@nestjs/common';
import { OutboxModule } from '@sentinai/messaging';
import { PersistenceModule, TenantTransactions } from '@sentinai/persistence';
import { HealthRegistry } from '@sentinai/service-kit';
import { ChangeRecorder } from './change.recorder.ts';

@Module({
  imports: [PersistenceModule, OutboxModule.for('governance')],
  providers: [ChangeRecorder],
  exports: [PersistenceModule, ChangeRecorder],
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
