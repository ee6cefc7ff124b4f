import { Module } from '@nestjs/common';
import { ReadsModule } from '../reads/reads.module.ts';
import { SupervisorController } from './supervisor.controller.ts';
import { SupervisorQueries } from './supervisor.queries.ts';
import { SupervisorService } from './supervisor.service.ts';

@Module({
  imports: [ReadsModule],
  controllers: [SupervisorController],
  providers: [SupervisorService, SupervisorQueries],
})
export class SupervisorModule {}
