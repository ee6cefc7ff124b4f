import { Module } from '@nestjs/common';
import { OutboxModule } from '@sentinai/messaging';
import { LookupsModule } from '../lookups/lookups.module.ts';
import { CaseCommandsController } from './case-commands.controller.ts';
import { CaseCommandsService } from './case-commands.service.ts';
import { CommandStateController } from './command-state.controller.ts';
import { CommandStateService } from './command-state.service.ts';

@Module({
  imports: [LookupsModule, OutboxModule.for('ops-api')],
  controllers: [CaseCommandsController, CommandStateController],
  providers: [CaseCommandsService, CommandStateService],
  exports: [CaseCommandsService],
})
export class CommandsModule {}
