import { Module } from '@nestjs/common';
import { ReadsModule } from '../reads/reads.module.ts';
import { ToolsController } from './tools.controller.ts';
import { ToolsService } from './tools.service.ts';

@Module({ imports: [ReadsModule], controllers: [ToolsController], providers: [ToolsService] })
export class ToolsModule {}
