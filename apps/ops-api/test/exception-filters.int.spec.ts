/** Matches of each list filter. */
import { anException, store } from './testing/exception.builder.ts';
import { type OpsApi, startOpsApi, TENANT } from './testing/ops-api.ts';

const list = `/api/exceptions/${TENANT}`;

const AMOUNT = { field: 'amount', path: '$.amount', reason: 'is not written as an amount' } as const;

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
  await store(
    api.database,
    anException('A')
      .with({ domain: 'itsm', type: 'OUTAGE', severity: 'critical', status: 'escalated', stage: 'finished' })
      .with({ owner: 'Doe, John', sourceSystem: 'ServiceNow', entity: '100% Ltd', slaState: 'expired' })
      .with({ createdAt: new Date('2026-11-18T23:59:59.999Z') })
      .with({ unreadable: [{ field: 'entity', path: '$.e', reason: 'is a list, not a text' }, AMOUNT] })
      .build(),
    anException('B')
      .with({ severity: 'high', status: 'analyzing', stage: 'awaiting_person', owner: 'ann', entity: '100 Ltd' })
      .with({ title: 'Fails_always', slaState: 'running', createdAt: new Date('2026-11-19T00:00:00Z') })
      .build(),
    anException('C_c')
      .with({ title: String.raw`back\slash`, createdAt: new Date('2026-11-20T12:00:00Z') })
      .with({ unreadable: [AMOUNT] })
      .build(),
  );
});

afterAll(() => api.stop());

it.each([
  ['', 'A B C_c'],
  ['domain=itsm', 'A'],
  ['domain=itsm&domain=finance', 'A B C_c'],
  ['domain=itsm,finance', ''],
  ['type=OUTAGE', 'A'],
  ['exception_type=SETTLEMENT_FAIL', 'B C_c'],
  ['type=OUTAGE&exception_type=SETTLEMENT_FAIL', 'A B C_c'],
  ['severity=critical', 'A'],
  ['severity=critical,high', 'A B'],
  ['severity=critical&severity=medium', 'A C_c'],
  ['severity=low', ''],
  ['status=escalated, open', 'A C_c'],
  ['stage=awaiting_person', 'B'],
  ['owner=Doe, John', 'A'],
  ['owner=ann&severity=high&stage=awaiting_person', 'B'],
  ['owner=ann&severity=low', ''],
  ['source_system=Murex', 'B C_c'],
  ['entity=100 Ltd', 'B'],
  ['sla_state=expired,none', 'A C_c'],
  ['unreadable=true', 'A C_c'],
  ['unreadable=false', 'B'],
  ['unreadable=amount', 'A C_c'],
  ['unreadable=entity,title', 'A'],
  ['unreadable=title', ''],
  ['unreadable=false&unreadable=entity', 'A B'],
  ['created_from=2026-11-19T00:00:00Z', 'B C_c'],
  ['created_from=2026-11-19T01:00:00%2B01:00', 'B C_c'],
  ['created_to=2026-11-19T00:00:00.000Z', 'A B'],
  ['created_to=2026-11-18', 'A'],
  ['created_from=2026-11-19&created_to=2026-11-19', 'B'],
  ['q=a', 'A B C_c'],
  ['q=c_C', 'C_c'],
  ['q=ltd', 'A B'],
  ['q=100%25', 'A'],
  ['q=ls_al', 'B'],
  ['q=k\\s', 'C_c'],
  ["q=' or 1=1 --", ''],
])('?%s leaves %s', async (query, ids) => {
  const { status, body } = await api.get(`${list}?sort=created_at&${query.replaceAll(' ', '%20')}`);

  expect(status).toBe(200);
  expect(body.items.map((item: { exception_id: string }) => item.exception_id).join(' ')).toBe(ids);
  expect(body.total).toBe(body.items.length);
});

it('shows an exception with every field of a list item', async () => {
  const { body } = await api.get(`${list}?owner=ann`);

  expect(body.items).toEqual([
    {
      exception_id: 'B',
      tenant_id: TENANT,
      domain: 'finance',
      type: 'SETTLEMENT_FAIL',
      exception_type: 'SETTLEMENT_FAIL',
      severity: 'high',
      status: 'analyzing',
      stage: 'awaiting_person',
      source_system: 'Murex',
      source_status: null,
      entity: '100 Ltd',
      amount: null,
      title: 'Fails_always',
      owner: 'ann',
      occurred_at: '2026-11-20T08:00:00.000Z',
      occurred_at_source: 'given',
      unreadable: [],
      undecided: [],
      sla_deadline: null,
      sla_state: 'running',
      current_playbook_id: null,
      current_step: null,
      domain_pack_version: null,
      policy_pack_version: null,
      human_touches: 0,
      resolved_at: null,
      created_at: '2026-11-19T00:00:00.000Z',
      updated_at: '2026-11-20T08:00:00.000Z',
      settled: true,
    },
  ]);
});

it('keeps a cursor to its own list', async () => {
  const { body } = await api.get(`${list}?limit=1&severity=high,medium`);
  const follow = (query: string) => api.get(`${list}?${query}&cursor=${body.next_cursor}`);

  expect((await follow('severity=medium&severity=high')).body.items).toHaveLength(1);
  expect((await follow('limit=2&severity=high,medium,high')).status).toBe(200);
  for (const query of ['', 'severity=high', 'severity=high,medium&sort=created_at', 'severity=high,medium&q=B']) {
    expect(await follow(query)).toMatchObject({ status: 400, body: { errors: [{ path: 'cursor' }] } });
  }
});
