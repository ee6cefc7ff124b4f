/** Exceptions from the demo's scenarios that may serve as templates of the load; the rehearsal selects from them. Pure. */
import type { IngestItem } from '../../cli/ingest/source-row.ts';
import type { DemoTenant } from '../../demo/demo-tenants.ts';
import { seededRandom } from '../../demo/tool-server/seeded-random.ts';
import { type ItemTemplate, itemTemplate } from './item-template.ts';

/** Enough to include the rare cases of a scenario. */
const CANDIDATES_PER_DOMAIN = 60;

/** Returns the same candidates on each run. Their payloads are unchanged, since the demo tools' responses depend on them. */
export function candidatesOf({ tenantId, scenario }: DemoTenant, now: Date): ItemTemplate[] {
  const items = scenario(seededRandom(`bench ${tenantId}`), CANDIDATES_PER_DOMAIN, now);
  const byException = Map.groupBy(items, ({ exception_id }) => exception_id);
  return [...byException.values()].filter(reachesItsEnd).map((states) => itemTemplate(tenantId, states));
}

/** Whether the exception ends. Where the source is the system of record, it ends when the source says so. */
const reachesItsEnd = (states: readonly IngestItem[]): boolean => {
  const { incident_state: state } = states.at(-1)?.raw_payload ?? {};
  return state === undefined || state === 'Resolved';
};
