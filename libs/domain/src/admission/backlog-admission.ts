/** Admission control while the pipeline is behind. */

/** What tenants have recently had admitted. */
export interface AcceptedShare {
  /** Items of this tenant. */
  own: number;
  /** Items of all tenants together. */
  all: number;
  /** Number of tenants that sent any. */
  tenants: number;
}

export interface Backlog {
  /** Events waiting in the pipeline. */
  events: number;
  /** Events that may wait before anybody is refused; 0 for no limit. */
  ceiling: number;
}

/** Multiple of the ceiling from which every tenant is refused. */
export const HARD_CEILING = 2;

export type BacklogVerdict = 'admitted' | 'over_share' | 'over_ceiling';

/**
 * Admits everybody below the ceiling. Above it, a tenant with more than a fair share (all items divided by the
 * tenants that sent them) is refused and the others continue; above the hard ceiling, everybody is refused.
 *
 * @param share called only when it matters
 */
export function admitUnderBacklog({ events, ceiling }: Backlog, share: () => AcceptedShare): BacklogVerdict {
  if (ceiling === 0 || events < ceiling) return 'admitted';
  if (events >= ceiling * HARD_CEILING) return 'over_ceiling';
  const { own, all, tenants } = share();
  return own * tenants > all ? 'over_share' : 'admitted';
}

const SOONEST_MS = 1_000;
const LATEST_MS = 30_000;

/**
 * Returns when a refused tenant should retry, in milliseconds: the time the pipeline needs to work off the excess
 * above the ceiling at its current speed. 1 to 30 s.
 *
 * @param fallPerSecond events by which the backlog shrinks per second; negative while it grows
 */
export function backlogRetryAfterMs({ events, ceiling }: Backlog, fallPerSecond: number): number {
  const neededMs = fallPerSecond > 0 ? ((events - ceiling) / fallPerSecond) * 1_000 : LATEST_MS / 6;
  return Math.min(LATEST_MS, Math.max(SOONEST_MS, neededMs));
}
