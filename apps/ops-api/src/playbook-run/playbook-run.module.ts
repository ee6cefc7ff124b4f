import { Module } from '@nestjs/common';
import { ReadsModule } from '../reads/reads.module.ts';
import { PlaybookRunController } from './playbook-run.controller.ts';
import { PlaybookRunService } from './playbook-run.service.ts';

@Module({
  imports: [ReadsModule],
  controllers: [PlaybookRunController],
  providers: [PlaybookRunService],
  exports: [PlaybookRunService],
})
export class PlaybookRunModule {}
