import { Module } from '@nestjs/common';
import { LookupsModule } from '../lookups/lookups.module.ts';
import { PlaybookRunController } from './playbook-run.controller.ts';
import { PlaybookRunService } from './playbook-run.service.ts';

@Module({
  imports: [LookupsModule],
  controllers: [PlaybookRunController],
  providers: [PlaybookRunService],
  exports: [PlaybookRunService],
})
export class PlaybookRunModule {}
