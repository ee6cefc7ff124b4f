import { Module } from '@nestjs/common';
import { ChangesModule } from '../changes/changes.module.ts';
import { TenantsController } from './tenants.controller.ts';
import { TenantsService } from './tenants.service.ts';

@Module({ imports: [ChangesModule], controllers: [TenantsController], providers: [TenantsService] })
export class TenantsModule {}
