import { Module } from '@nestjs/common';
import { FeedbackAgent, IntakeAgent, PlaybookAgent, PolicyAgent, ToolAgent, TriageAgent } from '@sentinai/agents';
import { WorkerModule } from '@sentinai/messaging';
import { HttpToolClient, MaskedExecutionLog, ToolCallingModule } from '@sentinai/tool-calling';

@Module({
  imports: [WorkerModule, ToolCallingModule],
  providers: [
    IntakeAgent,
    TriageAgent,
    PolicyAgent,
    PlaybookAgent,
    {
      provide: ToolAgent,
      inject: [HttpToolClient, MaskedExecutionLog],
      useFactory: (client: HttpToolClient, log: MaskedExecutionLog) => new ToolAgent(client, log),
    },
    FeedbackAgent,
  ],
})
export class PipelineModule {}
