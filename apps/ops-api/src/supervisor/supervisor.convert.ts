/** Converts counts to the supervisor response. Pure. */
import { SEVERITIES, SLA_STATES } from '@sentinai/contracts';
import { LOOKED_THROUGH } from '@sentinai/persistence';
import { AGE_BANDS, MOST_VALUES, type SupervisorView, UNRESOLVED } from './supervisor.dto.ts';
import type { NewestCount, UnresolvedCount } from './supervisor.queries.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Upper bounds of all age bands except the last, in minutes. */
export const AGES: readonly number[] = [HOUR, 4 * HOUR, DAY, 3 * DAY, 7 * DAY];

export interface SupervisorFacts {
  tenantId: string;
  asOf: Date;
  /** Counted among the oldest {@link LOOKED_THROUGH} + 1 exceptions. */
  unresolved: readonly UnresolvedCount[];
  newest: NewestCount;
}

export function toSupervisorView({ tenantId, asOf, unresolved, newest }: SupervisorFacts): SupervisorView {
  const total = unresolved.reduce((sum, { exceptions }) => sum + exceptions, 0);
  const tally = <Value>(valueOf: (count: UnresolvedCount) => Value) => tallied(unresolved, valueOf);
  return {
    tenant_id: tenantId,
    as_of: asOf.toISOString(),
    unresolved: Math.min(total, LOOKED_THROUGH),
    unresolved_is_exact: total <= LOOKED_THROUGH,
    by_status: byWord(
      UNRESOLVED,
      tally(({ status }) => status),
    ),
    by_severity: byWord(
      SEVERITIES,
      tally(({ severity }) => severity),
    ),
    by_sla_state: byWord(
      SLA_STATES,
      tally(({ slaState }) => slaState),
    ),
    by_age: byWord(
      AGE_BANDS,
      tally(({ band }) => AGE_BANDS[band]),
    ),
    by_domain: most(tally(({ domain }) => domain)).map(([domain, exceptions]) => ({ domain, exceptions })),
    by_owner: most(tally(({ owner }) => owner)).map(([owner, exceptions]) => ({ owner, exceptions })),
    newest: {
      exceptions: newest.exceptions,
      resolved: newest.resolved,
      sla_met: newest.slaMet,
      sla_missed: newest.slaMissed,
    },
  };
}

function tallied<Value>(
  counts: readonly UnresolvedCount[],
  valueOf: (count: UnresolvedCount) => Value,
): Map<Value, number> {
  const tally = new Map<Value, number>();
  for (const count of counts) tally.set(valueOf(count), (tally.get(valueOf(count)) ?? 0) + count.exceptions);
  return tally;
}

/** Counts per value; 0 for a value without any. */
const byWord = <Word extends string>(
  words: readonly Word[],
  tally: ReadonlyMap<unknown, number>,
): Record<Word, number> =>
  Object.fromEntries(words.map((word) => [word, tally.get(word) ?? 0])) as Record<Word, number>;

const most = <Value>(tally: ReadonlyMap<Value, number>): [Value, number][] =>
  [...tally].sort(([, one], [, other]) => other - one).slice(0, MOST_VALUES);
