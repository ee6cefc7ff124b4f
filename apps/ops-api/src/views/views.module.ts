import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.ts';
import { LookupsModule } from '../lookups/lookups.module.ts';
import { SavedViewRepository } from './saved-view.repository.ts';
import { ViewsController } from './views.controller.ts';
import { ViewsService } from './views.service.ts';

@Module({
  imports: [LookupsModule, StorageModule],
  controllers: [ViewsController],
  providers: [ViewsService, SavedViewRepository],
})
export class ViewsModule {}
