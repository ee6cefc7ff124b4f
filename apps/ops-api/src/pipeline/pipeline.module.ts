import { Module } from '@nestjs/common';
import { LookupsModule } from '../lookups/lookups.module.ts';
import { PipelineController } from './pipeline.controller.ts';
import { PipelineService } from './pipeline.service.ts';

@Module({ imports: [LookupsModule], controllers: [PipelineController], providers: [PipelineService] })
export class PipelineModule {}
