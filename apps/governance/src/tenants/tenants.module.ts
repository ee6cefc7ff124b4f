import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.ts';
import { TenantsController } from './tenants.controller.ts';
import { TenantsService } from './tenants.service.ts';

@Module({ imports: [StorageModule], controllers: [TenantsController], providers: [TenantsService] })
export class TenantsModule {}
