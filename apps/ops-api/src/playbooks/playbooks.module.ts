import { Module } from '@nestjs/common';
import { LookupsModule } from '../lookups/lookups.module.ts';
import { PlaybooksController } from './playbooks.controller.ts';
import { PlaybooksService } from './playbooks.service.ts';

@Module({ imports: [LookupsModule], controllers: [PlaybooksController], providers: [PlaybooksService] })
export class PlaybooksModule {}
