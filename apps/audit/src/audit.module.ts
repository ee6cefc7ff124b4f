/** The audit trail: observes what agents do, and shows what anybody did. */
import { Module } from '@nestjs/common';
import { WorkerModule } from '@sentinai/messaging';
import { AuditEventsController } from './events/audit-events.controller.ts';
import { AuditEventsService } from './events/audit-events.service.ts';
import { AuditObserver } from './observing/audit.observer.ts';
import { ToolRunQueries } from './observing/tool-run.queries.ts';

@Module({
  imports: [WorkerModule],
  controllers: [AuditEventsController],
  providers: [AuditObserver, ToolRunQueries, AuditEventsService],
})
export class AuditModule {}
