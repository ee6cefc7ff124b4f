/** Exceptions from the demo's scenarios that may serve as templates of the load. Which of them do, the rehearsal tells. Pure. */
import type { IngestItem } from '../../cli/ingest/source-row.ts';
import type { DemoTenant } from '../../demo/demo-tenants.ts';
import { seededRandom } from '../../demo/tool-server/seeded-random.ts';
import { type ItemTemplate, itemTemplate } from './item-template.ts';

/** Enough that what a scenario seldom has is there too. */
const CANDIDATES_PER_DOMAIN = 60;

/** The same ones at each run. Their payloads stay as they are: what the demo's tools answer depends on them. */
export function candidatesOf({ tenantId, scenario }: DemoTenant, now: Date): ItemTemplate[] {
  const items = scenario(seededRandom(`bench ${tenantId}`), CANDIDATES_PER_DOMAIN, now);
  const byException = Map.groupBy(items, ({ exception_id }) => exception_id);
  return [...byException.values()].filter(reachesItsEnd).map((states) => itemTemplate(tenantId, states));
}

/** Where the source is the system of record, an exception ends when the source says so. */
const reachesItsEnd = (states: readonly IngestItem[]): boolean => {
  const { incident_state: state } = states.at(-1)?.raw_payload ?? {};
  return state === undefined || state === 'Resolved';
};
