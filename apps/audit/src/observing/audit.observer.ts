/** Writes the acts of agents to the audit trail. What people do is there already: it is written with the act itself. */
import type { EventEnvelope } from '@sentinai/contracts';
import { ACTING_EVENTS } from '@sentinai/domain';
import { Observer, type ObservingAgent } from '@sentinai/messaging';
import { AuditRecordRepository, type Transaction } from '@sentinai/persistence';
import { observedRecord } from './observed-record.ts';
import { ToolRunQueries } from './tool-run.queries.ts';

@Observer({ name: 'audit', consumes: ACTING_EVENTS })
export class AuditObserver implements ObservingAgent {
  constructor(
    private readonly records: AuditRecordRepository,
    private readonly runs: ToolRunQueries,
  ) {}

  async observe(tx: Transaction, events: readonly EventEnvelope[]): Promise<void> {
    const seen = events.flatMap((event) => observedRecord(event) ?? []);
    const runs = seen.filter(({ subjectType }) => subjectType === 'tool_execution');
    const reading = await this.runs.readOnly(
      tx,
      runs.map(({ tenantId, subjectId: executionId }) => ({ tenantId, executionId })),
    );
    await this.records.addObserved(
      tx,
      seen.filter(({ subjectId }) => !reading.has(subjectId)),
    );
  }

  async forget(tx: Transaction, from: Date): Promise<void> {
    await this.records.forgetObserved(tx, from);
  }
}
