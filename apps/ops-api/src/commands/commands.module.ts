import { Module } from '@nestjs/common';
import { ChangesModule } from '../changes/changes.module.ts';
import { ReadsModule } from '../reads/reads.module.ts';
import { CaseCommandsController } from './case-commands.controller.ts';
import { CaseCommandsService } from './case-commands.service.ts';
import { CommandStateController } from './command-state.controller.ts';
import { CommandStateService } from './command-state.service.ts';

@Module({
  imports: [ReadsModule, ChangesModule],
  controllers: [CaseCommandsController, CommandStateController],
  providers: [CaseCommandsService, CommandStateService],
  exports: [CaseCommandsService],
})
export class CommandsModule {}
