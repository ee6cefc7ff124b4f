import { Module } from '@nestjs/common';
import { IntakeAgent } from '@sentinai/agents';
import { OutboxModule, WorkerModule } from '@sentinai/messaging';
import { AdmissionMetrics } from './admission/admission.metrics.ts';
import { AdmissionService } from './admission/admission.service.ts';
import { BacklogMonitor } from './admission/backlog.monitor.ts';
import { BackpressureRecorder } from './admission/backpressure.recorder.ts';
import { RateLimiter } from './admission/rate-limiter.ts';
import { SharedAdmission } from './admission/shared-admission.ts';
import { IngestKeyRepository } from './ingestion/ingest-key.repository.ts';
import { IngestionController } from './ingestion/ingestion.controller.ts';
import { IngestionService } from './ingestion/ingestion.service.ts';
import { IngestionStore } from './ingestion/ingestion.store.ts';
import { ManualController } from './manual/manual.controller.ts';

const admission = [
  AdmissionService,
  AdmissionMetrics,
  BacklogMonitor,
  BackpressureRecorder,
  RateLimiter,
  SharedAdmission,
];

@Module({
  imports: [WorkerModule, OutboxModule.for('intake')],
  controllers: [IngestionController, ManualController],
  providers: [IntakeAgent, IngestionService, IngestionStore, IngestKeyRepository, ...admission],
})
export class IntakeModule {}
