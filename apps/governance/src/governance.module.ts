/** Who uses the platform and by which rules: tenants, packs, API keys. */
import { Module } from '@nestjs/common';
import { OutboxModule } from '@sentinai/messaging';
import { PersistenceModule } from '@sentinai/persistence';

@Module({ imports: [PersistenceModule, OutboxModule.for('governance')] })
export class GovernanceModule {}
