import { Module } from '@nestjs/common';
import { ChangesModule } from '../changes/changes.module.ts';
import { CommandsModule } from '../commands/commands.module.ts';
import { ReadsModule } from '../reads/reads.module.ts';
import { BulkJobRepository } from './bulk-job.repository.ts';
import { BulkJobRunner } from './bulk-job.runner.ts';
import { BulkJobsController } from './bulk-jobs.controller.ts';
import { BulkJobsService } from './bulk-jobs.service.ts';

@Module({
  imports: [ReadsModule, ChangesModule, CommandsModule],
  controllers: [BulkJobsController],
  providers: [BulkJobsService, BulkJobRunner, BulkJobRepository],
})
export class BulkJobsModule {}
