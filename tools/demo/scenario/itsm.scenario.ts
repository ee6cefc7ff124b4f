/**
 * A day at an IT service desk, as exported by ServiceNow: one item for each state of an incident, in the order of
 * events. Some incidents are already resolved, others are not.
 */
import type { IngestItem } from '../../cli/ingest/source-row.ts';
import { between, pick, reference, type Random } from '../tool-server/seeded-random.ts';
import { aPerson } from './people.ts';
import { minutesAfter, momentBefore, weighted, type Scenario } from './scenario.ts';

interface Incident {
  number: string;
  openedAt: Date;
  /** Columns that are the same in every state. */
  facts: Record<string, unknown>;
  title: string;
}

interface State {
  name: string;
  since: Date;
}

const LONGEST_AGO_MINUTES = 1_200;
const FIRST_NUMBER = 10_234_000;
const SERVICES = ['Email', 'VPN', 'Payments platform', 'Identity', 'Network', 'Workplace', 'ERP'] as const;

const PRIORITIES: readonly [number, string][] = [
  [6, '1 - Critical'],
  [14, '2 - High'],
  [55, '3 - Moderate'],
  [25, '4 - Low'],
];

const SYMPTOMS: readonly [number, string][] = [
  [12, 'Unavailable'],
  [18, 'Login refused'],
  [10, 'Account locked'],
  [16, 'Slow'],
  [6, 'Suspicious mail'],
  [18, 'Question'],
  [20, 'Device broken'],
];

/** The states after `New`, with the maximum duration of each in minutes. */
const COURSES: readonly [number, readonly (readonly [state: string, minutes: number])[]][] = [
  [15, []],
  [15, [['Active', 60]]],
  [
    10,
    [
      ['Active', 45],
      ['Awaiting User Info', 120],
    ],
  ],
  [
    40,
    [
      ['Active', 30],
      ['Resolved', 120],
    ],
  ],
  [
    20,
    [
      ['Active', 120],
      ['Awaiting User Info', 180],
      ['Resolved', 300],
    ],
  ],
];

export const itsmScenario: Scenario = (random, count, now) =>
  Array.from({ length: count }, (_, index) => {
    const incident = anIncident(random, FIRST_NUMBER + index, now);
    return statesOf(random, incident, now).map((state, order) => itemOf(incident, state, order));
  })
    .flat()
    .sort((one, other) => String(one.source_updated_at).localeCompare(String(other.source_updated_at)));

function anIncident(random: Random, number: number, now: Date): Incident {
  const service = pick(random, SERVICES);
  const symptom = weighted(random, SYMPTOMS);
  const caller = aPerson(random);
  return {
    number: `INC${number}`,
    openedAt: momentBefore(random, now, LONGEST_AGO_MINUTES),
    title: `${service}: ${symptom}`,
    facts: {
      category: service,
      subcategory: `${service} ${symptom}`,
      u_symptom: symptom,
      priority: weighted(random, PRIORITIES),
      contact_type: pick(random, ['Phone', 'Self-service', 'Email']),
      assignment_group: random() < 0.1 ? null : `${service} support`,
      cmdb_ci: reference(random, 'CI'),
      caller_email: caller.email,
      caller_phone: caller.phone,
      description: `${caller.name} (${caller.email}) reports: ${symptom.toLowerCase()}`,
    },
  };
}

/** Returns the states reached by now, from `New` on. */
function statesOf(random: Random, { openedAt }: Incident, now: Date): State[] {
  const states: State[] = [{ name: 'New', since: openedAt }];
  let since = openedAt;
  for (const [name, mostMinutes] of weighted(random, COURSES)) {
    since = minutesAfter(since, between(random, 2, mostMinutes));
    if (since > now) break;
    states.push({ name, since });
  }
  return states;
}

function itemOf({ number, openedAt, facts, title }: Incident, { name, since }: State, order: number): IngestItem {
  return {
    exception_id: number,
    source_system: 'ServiceNow',
    occurred_at: openedAt.toISOString(),
    source_updated_at: since.toISOString(),
    title,
    raw_payload: {
      number,
      incident_state: name,
      active: name !== 'Resolved',
      sys_mod_count: order,
      opened_at: asExported(openedAt),
      sys_updated_at: asExported(since),
      ...facts,
    },
  };
}

/** Formats a time as ServiceNow exports it: `20-11-2026 07:36`, in UTC. */
function asExported(moment: Date): string {
  const [year, month, day] = moment.toISOString().slice(0, 10).split('-');
  return `${day}-${month}-${year} ${moment.toISOString().slice(11, 16)}`;
}
