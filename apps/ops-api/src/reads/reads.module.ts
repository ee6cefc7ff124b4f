/** Database access for all features; ready when the database answers. */
import { Module, type OnModuleInit } from '@nestjs/common';
import { PersistenceModule, TenantTransactions } from '@sentinai/persistence';
import { HealthRegistry } from '@sentinai/service-kit';
import { ExceptionLookup } from './exception.lookup.ts';
import { TenantLookup } from './tenant.lookup.ts';

@Module({
  imports: [PersistenceModule],
  providers: [ExceptionLookup, TenantLookup],
  exports: [PersistenceModule, ExceptionLookup, TenantLookup],
})
export class ReadsModule implements OnModuleInit {
  constructor(
    private readonly transactions: TenantTransactions,
    private readonly health: HealthRegistry,
  ) {}

  onModuleInit(): void {
    this.health.register('database', () => this.transactions.ping());
  }
}
