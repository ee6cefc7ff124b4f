import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.ts';
import { ActivationsService } from './activations.service.ts';
import { PackImportsService } from './pack-imports.service.ts';
import { PackVersionsService } from './pack-versions.service.ts';
import { PacksController } from './packs.controller.ts';
import { StoredActivations } from './stored-activations.ts';
import { TenantPacksController } from './tenant-packs.controller.ts';

@Module({
  imports: [StorageModule],
  controllers: [PacksController, TenantPacksController],
  providers: [ActivationsService, PackImportsService, PackVersionsService, StoredActivations],
})
export class PacksModule {}
