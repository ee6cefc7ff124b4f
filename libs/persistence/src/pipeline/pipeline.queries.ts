/** Where a tenant's exceptions stand, counted within bounds: what a request costs does not grow with the tables. */
import type { ExceptionStatus, Stage } from '@sentinai/contracts';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { LOOKED_THROUGH } from '../exceptions/exception.queries.ts';

/** Exceptions in one stage with one status. */
export interface PipelineCount {
  stage: Stage;
  status: ExceptionStatus;
  exceptions: number;
}

/** A count that goes no further than its bound. */
export interface BoundedCount {
  count: number;
  /** Whether that is all; otherwise there are more. */
  isExact: boolean;
}

export class PipelineQueries {
  /** The newest {@link LOOKED_THROUGH} and one exceptions. Combinations that none of them has are left out. */
  async counts(tx: Transaction, tenantId: string): Promise<PipelineCount[]> {
    return tx.rows<PipelineCount>(COUNTS, [tenantId, LOOKED_THROUGH + 1]);
  }

  /** Events that a pipeline worker has still to process; 0 means none, whatever the bound. */
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
