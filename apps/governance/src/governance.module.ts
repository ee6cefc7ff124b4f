/** Who uses the platform and by which rules: tenants, packs, API keys. */
import { Module } from '@nestjs/common';
import { ApiKeysModule } from './api-keys/api-keys.module.ts';

@Module({ imports: [ApiKeysModule] })
export class GovernanceModule {}
