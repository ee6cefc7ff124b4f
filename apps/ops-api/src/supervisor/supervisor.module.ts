import { Module } from '@nestjs/common';
import { LookupsModule } from '../lookups/lookups.module.ts';
import { SupervisorController } from './supervisor.controller.ts';
import { SupervisorQueries } from './supervisor.queries.ts';
import { SupervisorService } from './supervisor.service.ts';

@Module({
  imports: [LookupsModule],
  controllers: [SupervisorController],
  providers: [SupervisorService, SupervisorQueries],
})
export class SupervisorModule {}
