import { Module } from '@nestjs/common';
import { LookupsModule } from '../lookups/lookups.module.ts';
import { ToolsController } from './tools.controller.ts';
import { ToolsService } from './tools.service.ts';

@Module({ imports: [LookupsModule], controllers: [ToolsController], providers: [ToolsService] })
export class ToolsModule {}
