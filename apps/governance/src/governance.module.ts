/** Administration of tenants, packs and API keys. */
import { Module } from '@nestjs/common';
import { ApiKeysModule } from './api-keys/api-keys.module.ts';
import { PacksModule } from './packs/packs.module.ts';
import { TenantsModule } from './tenants/tenants.module.ts';

@Module({ imports: [TenantsModule, PacksModule, ApiKeysModule] })
export class GovernanceModule {}
