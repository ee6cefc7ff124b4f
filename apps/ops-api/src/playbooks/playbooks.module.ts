import { Module } from '@nestjs/common';
import { ReadsModule } from '../reads/reads.module.ts';
import { PlaybooksController } from './playbooks.controller.ts';
import { PlaybooksService } from './playbooks.service.ts';

@Module({ imports: [ReadsModule], controllers: [PlaybooksController], providers: [PlaybooksService] })
export class PlaybooksModule {}
