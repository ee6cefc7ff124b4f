/** Where a tenant's exceptions stand, counted. */
import type { ExceptionStatus, Stage } from '@sentinai/contracts';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

/** Exceptions in one stage with one status. */
export interface PipelineCount {
  stage: Stage;
  status: ExceptionStatus;
  exceptions: number;
  /** Events of these exceptions that a pipeline worker has still to process. */
  eventsInFlight: number;
}

export class PipelineQueries {
  /** Combinations of stage and status that no exception has are left out. */
  async counts(tx: Transaction, tenantId: string): Promise<PipelineCount[]> {
    return tx.rows<PipelineCount>(COUNTS, [tenantId]);
  }
}

const COUNTS: Statement = {
  name: 'pipeline.counts',
  text: `
    select stage, status, count(*)::integer as exceptions, sum(events_in_flight)::integer as "eventsInFlight"
    from exception
    where tenant_id = $1
    group by stage, status`,
};
