import { Module } from '@nestjs/common';
import { OutboxModule, WorkerModule } from '@sentinai/messaging';
import { IngestionController } from './ingestion/ingestion.controller.ts';
import { IngestionService } from './ingestion/ingestion.service.ts';
import { IngestionStore } from './ingestion/ingestion.store.ts';
import { IntakeAgent } from './intake.agent.ts';

@Module({
  imports: [WorkerModule, OutboxModule.for('intake')],
  controllers: [IngestionController],
  providers: [IntakeAgent, IngestionService, IngestionStore],
})
export class IntakeModule {}
