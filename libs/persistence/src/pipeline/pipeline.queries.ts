/** Counts of a tenant's exceptions by stage, bounded: the cost of a request does not grow with the tables. */
import type { ExceptionStatus, Stage } from '@sentinai/contracts';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { LOOKED_THROUGH } from '../exceptions/exception.queries.ts';

/** Number of exceptions in one stage with one status. */
export interface PipelineCount {
  stage: Stage;
  status: ExceptionStatus;
  exceptions: number;
}

/** A count that stops at its bound. */
export interface BoundedCount {
  count: number;
  /** Whether the count is complete; otherwise there are more. */
  isExact: boolean;
}

export class PipelineQueries {
  /** Counts the newest exceptions, up to {@link LOOKED_THROUGH} plus one. Combinations without any are absent. */
  async counts(tx: Transaction, tenantId: string): Promise<PipelineCount[]> {
    return tx.rows<PipelineCount>(COUNTS, [tenantId, LOOKED_THROUGH + 1]);
  }

  /** Counts the events that a pipeline worker has not processed yet; 0 means none, whatever the bound. */
  async inFlight(tx: Transaction, tenantId: string): Promise<BoundedCount> {
    const [row] = await tx.rows<{ exceptions: number; events: number }>(IN_FLIGHT, [tenantId, LOOKED_THROUGH + 1]);
    const { events = 0, exceptions = 0 } = row ?? {};
    return { count: events, isExact: exceptions <= LOOKED_THROUGH };
  }
}

const COUNTS: Statement = {
  name: 'pipeline.counts',
  text: `
    select stage, status, count(*)::integer as exceptions
    from (
      select stage, status from exception where tenant_id = $1 order by created_at desc, exception_id desc limit $2
    ) as newest
    group by stage, status`,
};

const IN_FLIGHT: Statement = {
  name: 'pipeline.in_flight',
  text: `
    select count(*)::integer as exceptions, coalesce(sum(events_in_flight), 0)::integer as events
    from (select events_in_flight from exception where tenant_id = $1 and not settled limit $2) as unsettled`,
};
