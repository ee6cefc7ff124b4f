import { Module } from '@nestjs/common';
import { ReadsModule } from '../reads/reads.module.ts';
import { PipelineController } from './pipeline.controller.ts';
import { PipelineService } from './pipeline.service.ts';

@Module({ imports: [ReadsModule], controllers: [PipelineController], providers: [PipelineService] })
export class PipelineModule {}
