import { Module } from '@nestjs/common';
import { PlaybookAgent } from '@sentinai/agents';
import { OutboxModule, WorkerModule } from '@sentinai/messaging';
import { DefinitionsController } from './definitions/definitions.controller.ts';
import { DefinitionsService } from './definitions/definitions.service.ts';
import { PreviewController } from './preview/preview.controller.ts';
import { PreviewService } from './preview/preview.service.ts';
import { StepsController } from './steps/steps.controller.ts';
import { StepsService } from './steps/steps.service.ts';
import { StepClockService } from './timers/step-clock.service.ts';
import { stepClockLoop } from './timers/step-clock.loop.ts';

@Module({
  imports: [WorkerModule, OutboxModule.for('playbook')],
  controllers: [PreviewController, DefinitionsController, StepsController],
  providers: [PlaybookAgent, StepsService, DefinitionsService, PreviewService, StepClockService, stepClockLoop],
})
export class PlaybookModule {}
