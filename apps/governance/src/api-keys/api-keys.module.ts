import { Module } from '@nestjs/common';
import { PersistenceModule } from '@sentinai/persistence';
import { GovernanceOutbox } from '../governance.outbox.ts';
import { ApiKeysController } from './api-keys.controller.ts';
import { ApiKeysService } from './api-keys.service.ts';

@Module({
  imports: [PersistenceModule, GovernanceOutbox],
  controllers: [ApiKeysController],
  providers: [ApiKeysService],
})
export class ApiKeysModule {}
