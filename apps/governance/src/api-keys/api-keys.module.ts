import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.ts';
import { ApiKeyRepository } from './api-key.repository.ts';
import { ApiKeysController } from './api-keys.controller.ts';
import { ApiKeysService } from './api-keys.service.ts';

@Module({
  imports: [StorageModule],
  controllers: [ApiKeysController],
  providers: [ApiKeysService, ApiKeyRepository],
})
export class ApiKeysModule {}
