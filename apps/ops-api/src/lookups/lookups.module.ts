/** Database access and the lookups that all features share. */
import { Module } from '@nestjs/common';
import { PersistenceModule } from '@sentinai/persistence';
import { ExceptionLookup } from './exception.lookup.ts';
import { TenantLookup } from './tenant.lookup.ts';

@Module({
  imports: [PersistenceModule],
  providers: [ExceptionLookup, TenantLookup],
  exports: [PersistenceModule, ExceptionLookup, TenantLookup],
})
export class LookupsModule {}
