import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.ts';
import { LookupsModule } from '../lookups/lookups.module.ts';
import { CaseCommandsController } from './case-commands.controller.ts';
import { CaseCommandsService } from './case-commands.service.ts';
import { CommandStateController } from './command-state.controller.ts';
import { CommandStateService } from './command-state.service.ts';

@Module({
  imports: [LookupsModule, StorageModule],
  controllers: [CaseCommandsController, CommandStateController],
  providers: [CaseCommandsService, CommandStateService],
  exports: [CaseCommandsService],
})
export class CommandsModule {}
