import { Module } from '@nestjs/common';
import { ReadsModule } from '../reads/reads.module.ts';
import { TimelineController } from './timeline.controller.ts';
import { TimelineService } from './timeline.service.ts';

@Module({
  imports: [ReadsModule],
  controllers: [TimelineController],
  providers: [TimelineService],
  exports: [TimelineService],
})
export class TimelineModule {}
