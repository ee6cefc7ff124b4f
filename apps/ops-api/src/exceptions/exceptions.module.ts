import { Module } from '@nestjs/common';
import { ReadsModule } from '../reads/reads.module.ts';
import { TimelineModule } from '../timeline/timeline.module.ts';
import { ExceptionsController } from './exceptions.controller.ts';
import { ExceptionsService } from './exceptions.service.ts';

@Module({ imports: [ReadsModule, TimelineModule], controllers: [ExceptionsController], providers: [ExceptionsService] })
export class ExceptionsModule {}
