/** A supervisor's counts of a tenant's exceptions. They are bounded, so the cost of a request does not grow with the tables. */
import type { ExceptionStatus, Severity, SlaState } from '@sentinai/contracts';
import { LOOKED_THROUGH, type Statement, type Transaction } from '@sentinai/persistence';

/** The number of unresolved exceptions that share all of these values. */
export interface UnresolvedCount {
  status: ExceptionStatus;
  severity: Severity;
  domain: string;
  owner: string | null;
  slaState: SlaState;
  /** Index of the age band, from 0. */
  band: number;
  exceptions: number;
}

/** Outcomes of the newest exceptions. */
export interface NewestCount {
  exceptions: number;
  resolved: number;
  slaMet: number;
  slaMissed: number;
}

export class SupervisorQueries {
  /**
   * Counts the oldest unresolved exceptions, {@link LOOKED_THROUGH} plus one at most.
   * @param ages upper bounds of the age bands, in minutes, ascending; older exceptions form one more band
   */
  async unresolved(tx: Transaction, tenantId: string, ages: readonly number[], now: Date): Promise<UnresolvedCount[]> {
    return tx.rows<UnresolvedCount>(UNRESOLVED, [tenantId, LOOKED_THROUGH + 1, ages, now.toISOString()]);
  }

  /** Counts the newest {@link LOOKED_THROUGH} exceptions, resolved or not. */
  async newest(tx: Transaction, tenantId: string): Promise<NewestCount> {
    const [row] = await tx.rows<NewestCount>(NEWEST, [tenantId, LOOKED_THROUGH]);
    return row ?? { exceptions: 0, resolved: 0, slaMet: 0, slaMissed: 0 };
  }
}

const UNRESOLVED: Statement = {
  name: 'supervisor.unresolved',
  plannedAnew: true,
  text: `
    select status, severity, domain, owner, sla_state as "slaState", band, count(*)::integer as exceptions
    from (
      select status, severity, domain, owner, sla_state,
        width_bucket(greatest(extract(epoch from $4::timestamptz - created_at) / 60, 0)::double precision,
          $3::double precision[]) as band
      from exception where tenant_id = $1 and unresolved order by created_at limit $2
    ) as oldest
    group by status, severity, domain, owner, sla_state, band`,
};

const NEWEST: Statement = {
  name: 'supervisor.newest',
  plannedAnew: true,
  text: `
    select count(*)::integer as exceptions, (count(*) filter (where status = 'resolved'))::integer as resolved,
      (count(*) filter (where sla_state = 'met'))::integer as "slaMet",
      (count(*) filter (where sla_state = 'missed'))::integer as "slaMissed"
    from (
      select status, sla_state from exception
      where tenant_id = $1 order by created_at desc, exception_id desc limit $2
    ) as newest`,
};
