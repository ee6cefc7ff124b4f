import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.ts';
import { CommandsModule } from '../commands/commands.module.ts';
import { LookupsModule } from '../lookups/lookups.module.ts';
import { BulkJobRepository } from './bulk-job.repository.ts';
import { BulkJobRunner } from './bulk-job.runner.ts';
import { BulkJobsController } from './bulk-jobs.controller.ts';
import { BulkJobsService } from './bulk-jobs.service.ts';

@Module({
  imports: [LookupsModule, StorageModule, CommandsModule],
  controllers: [BulkJobsController],
  providers: [BulkJobsService, BulkJobRunner, BulkJobRepository],
})
export class BulkJobsModule {}
