/** Who may still bring something when the pipeline is behind. */

/** What the tenants were let bring of late. */
export interface AcceptedShare {
  /** Items of this tenant. */
  own: number;
  /** Items of all tenants. */
  all: number;
  /** Tenants that brought any. */
  tenants: number;
}

export interface Backlog {
  /** Events that wait in the pipeline. */
  events: number;
  /** How many may wait before somebody is refused; 0 for any number. */
  ceiling: number;
}

/** From this many times the ceiling on, everybody is refused. */
export const HARD_CEILING = 2;

export type BacklogVerdict = 'admitted' | 'over_share' | 'over_ceiling';

/**
 * Below the ceiling everybody is admitted. Above it, whoever brought more than a fair share (what all brought, divided by those
 * who brought it) is refused, and the others go on; above the hard ceiling, nobody does.
 *
 * @param share asked only when it decides
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
 * When a refused tenant should come again, in milliseconds: the time in which the pipeline works off what is above the ceiling,
 * at the speed it has now. 1 to 30 s.
 *
 * @param fallPerSecond events by which the backlog falls in a second; negative while it grows
 */
export function backlogRetryAfterMs({ events, ceiling }: Backlog, fallPerSecond: number): number {
  const neededMs = fallPerSecond > 0 ? ((events - ceiling) / fallPerSecond) * 1_000 : LATEST_MS / 6;
  return Math.min(LATEST_MS, Math.max(SOONEST_MS, neededMs));
}
