/**
 * Sends each candidate once and observes its outcome: the load consists of the candidates that finish without a person. The
 * rehearsal also yields the events per exception, and the limit replays its rows.
 */
import type { Pool } from 'pg';
import { waitUntil } from '../measure/wait-until.ts';
import { BENCH_TENANTS } from './bench-tenants.ts';
import { candidatesOf } from './candidates.ts';
import type { IngestClient } from './ingest-client.ts';
import { type ItemTemplate, renderItems } from './item-template.ts';

export interface Rehearsal {
  /** Templates that finished by themselves, by {@link ItemTemplate.kind}. */
  templates: Map<string, ItemTemplate[]>;
  /** Exceptions created from the templates, for access to their rows. */
  exemplars: Exemplar[];
  /** Number of candidates left out, by the stage they stopped at or another reason. */
  leftOut: Map<string, number>;
}

export interface Exemplar {
  tenantId: string;
  exceptionId: string;
}

/** Prefix of the ids of rehearsed exceptions, and of no others. */
export const REHEARSAL_PREFIX = 'REHEARSAL-';
const SETTLE_MS = 60_000;
/** One authorization in four stays in review, whatever the claim, and then needs a person. */
const TOOLS_BY_CHANCE = ['authorization-request'];

export async function rehearse(client: IngestClient, database: Pool): Promise<Rehearsal> {
  const sent = new Map<string, { template: ItemTemplate; exemplar: Exemplar }>();
  for (const [kind, [tenant]] of Map.groupBy(BENCH_TENANTS, ({ demo }) => demo.tenantId)) {
    if (!tenant) continue;
    const at = new Date();
    const candidates = candidatesOf(tenant.demo, at);
    const ids = candidates.map((_, index) => `${REHEARSAL_PREFIX}${kind}-${index}`);
    const items = candidates.flatMap((template, index) => renderItems(template, ids[index] ?? '', at));
    await client.send({ tenantId: tenant.tenantId, items });
    for (const [index, template] of candidates.entries()) {
      const exceptionId = ids[index] ?? '';
      sent.set(exceptionId, { template, exemplar: { tenantId: tenant.tenantId, exceptionId } });
    }
  }
  return sorted(sent, await outcomes(database, sent.size));
}

interface Outcome {
  exception_id: string;
  stage: string;
  /** Whether its playbook waits for somebody. */
  waits: boolean;
  feedbacks: number;
  /** Whether the outcome is drawn at random for each exception. */
  by_chance: boolean;
}

/** Returns the reason why it cannot be a template; undefined when it can. */
function obstacle({ stage, waits, feedbacks, by_chance }: Outcome): string | undefined {
  if (waits && stage === 'finished') return 'finished before their playbook';
  if (waits || feedbacks === 0) return stage;
  if (feedbacks > 1) return 'finished more than once';
  return by_chance ? 'decided by chance' : undefined;
}

async function outcomes(database: Pool, expected: number): Promise<Outcome[]> {
  await waitUntil('the rehearsed exceptions are settled', SETTLE_MS, async () => {
    const { rows } = await database.query<{ settled: string }>(SETTLED, [`${REHEARSAL_PREFIX}%`]);
    return Number(rows[0]?.settled) === expected;
  });
  return (await database.query<Outcome>(OUTCOMES, [`${REHEARSAL_PREFIX}%`, TOOLS_BY_CHANCE])).rows;
}

function sorted(
  sent: ReadonlyMap<string, { template: ItemTemplate; exemplar: Exemplar }>,
  results: readonly Outcome[],
): Rehearsal {
  const rehearsal: Rehearsal = { templates: new Map(), exemplars: [], leftOut: new Map() };
  for (const outcome of results) {
    const one = sent.get(outcome.exception_id);
    const reason = obstacle(outcome);
    if (!one) continue;
    if (reason !== undefined) {
      rehearsal.leftOut.set(reason, (rehearsal.leftOut.get(reason) ?? 0) + 1);
      continue;
    }
    const { template, exemplar } = one;
    rehearsal.templates.set(template.kind, [...(rehearsal.templates.get(template.kind) ?? []), template]);
    rehearsal.exemplars.push(exemplar);
  }
  return rehearsal;
}

const SETTLED = `select count(*) as settled from exception where exception_id like $1 and events_in_flight = 0`;

const OUTCOMES = `
  select e.exception_id, e.stage, coalesce(e.playbook_run ->> 'status', '') = 'running' as waits, f.feedbacks,
    exists (select from tool_execution t where t.tenant_id = e.tenant_id and t.exception_id = e.exception_id
      and t.tool = any ($2::varchar[])) as by_chance
  from exception e
  cross join lateral (
    select count(*)::integer as feedbacks from exception_event v
    where v.tenant_id = e.tenant_id and v.exception_id = e.exception_id and v.event_type = 'FeedbackCaptured') f
  where e.exception_id like $1 order by e.tenant_id, e.exception_id`;
