import { Module } from '@nestjs/common';
import { ReadsModule } from '../reads/reads.module.ts';
import { ToolExecutionsController } from './tool-executions.controller.ts';
import { ToolExecutionsService } from './tool-executions.service.ts';

@Module({ imports: [ReadsModule], controllers: [ToolExecutionsController], providers: [ToolExecutionsService] })
export class ToolExecutionsModule {}
