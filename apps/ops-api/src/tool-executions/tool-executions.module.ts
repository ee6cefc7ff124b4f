import { Module } from '@nestjs/common';
import { LookupsModule } from '../lookups/lookups.module.ts';
import { ToolExecutionsController } from './tool-executions.controller.ts';
import { ToolExecutionsService } from './tool-executions.service.ts';

@Module({ imports: [LookupsModule], controllers: [ToolExecutionsController], providers: [ToolExecutionsService] })
export class ToolExecutionsModule {}
