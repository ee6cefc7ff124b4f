import { Module } from '@nestjs/common';
import { ChangesModule } from '../changes/changes.module.ts';
import { ReadsModule } from '../reads/reads.module.ts';
import { SavedViewRepository } from './saved-view.repository.ts';
import { ViewsController } from './views.controller.ts';
import { ViewsService } from './views.service.ts';

@Module({
  imports: [ReadsModule, ChangesModule],
  controllers: [ViewsController],
  providers: [ViewsService, SavedViewRepository],
})
export class ViewsModule {}
