import { Module } from '@nestjs/common';
import { LookupsModule } from '../lookups/lookups.module.ts';
import { SavedViewRepository } from './saved-view.repository.ts';
import { ViewsController } from './views.controller.ts';
import { ViewsService } from './views.service.ts';

@Module({ imports: [LookupsModule], controllers: [ViewsController], providers: [ViewsService, SavedViewRepository] })
export class ViewsModule {}
