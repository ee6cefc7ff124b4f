import { Module } from '@nestjs/common';
import { PlaybookRunModule } from '../playbook-run/playbook-run.module.ts';
import { LookupsModule } from '../lookups/lookups.module.ts';
import { TimelineModule } from '../timeline/timeline.module.ts';
import { CaseDetailService } from './case-detail.service.ts';
import { ExceptionsController } from './exceptions.controller.ts';
import { ExceptionsService } from './exceptions.service.ts';

@Module({
  imports: [LookupsModule, TimelineModule, PlaybookRunModule],
  controllers: [ExceptionsController],
  providers: [ExceptionsService, CaseDetailService],
})
export class ExceptionsModule {}
