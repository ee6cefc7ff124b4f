import { Module } from '@nestjs/common';
import { OutboxModule, WorkerModule } from '@sentinai/messaging';
import { PlaybookAgent } from './playbook.agent.ts';
import { StepsController } from './steps/steps.controller.ts';
import { StepsService } from './steps/steps.service.ts';
import { StepClockLoop } from './timers/step-clock.loop.ts';
import { StepClockService } from './timers/step-clock.service.ts';

@Module({
  imports: [WorkerModule, OutboxModule.for('playbook')],
  controllers: [StepsController],
  providers: [PlaybookAgent, StepsService, StepClockService, StepClockLoop],
})
export class PlaybookModule {}
