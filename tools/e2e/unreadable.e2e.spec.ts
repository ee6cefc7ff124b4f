/** Unreadable fields on the demo broker: shown in detail, list and timeline, and a person is asked before any action. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_TENANTS } from '../demo/demo-tenants.ts';
import { describeWithSharedData, sharedData } from './fixtures/shared-data.ts';
import { TestStack } from './fixtures/test-stack.ts';

/** Tenant with the packs of FINANCE_DEMO, whose own cases another suite counts. */
const BROKER = 'UNREADABLE_BROKER';
const FIELD = 'UNREADABLE_FIELD';

interface Unreadable {
  field: string;
  path: string;
  reason: string;
}

interface Detail {
  amount: number | null;
  severity: string;
  status: string;
  stage: string;
  occurred_at: string;
  occurred_at_source: string;
  created_at: string;
  unreadable: Unreadable[];
  undecided: { fact: string; rule: string }[];
  policy: { decision: string; reasons: string[] };
  timeline: { event_type: string; payload: Record<string, unknown> }[];
}

/** A separate domain for instants, and for the ways in which a pack resolves ambiguity. */

const fieldPack = {
  domain: 'FieldGeneric',
  exception_types: { GENERIC: { default_severity: 'medium' } },
  classification: [{ when: 'true', type: 'GENERIC' }],
  severity_rules: [{ name: 'large', when: 'amount > 1000', severity: 'critical' }],
  normalization: {
    entity: '$.id',
    amount: { path: '$.sum', decimal_mark: ',' },
    title: { path: '$.title', on_unreadable: 'ignore' },
    occurred_at: { path: '$.at', time_zone: 'Europe/Zurich' },
  },
  tools: {},
  playbooks: [
    {
      name: 'note',
      match: {},
      steps: [
        { name: 'look', action_type: 'add_comment', params: { comment: 'seen' } },
        { name: 'large', action_type: 'notify', when: 'amount > 5', params: { to: 'desk', message: 'large' } },
      ],
    },
  ],
};

describe('an unreadable value', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.shared();
    const broker = DEMO_TENANTS.find(({ tenantId }) => tenantId === 'FINANCE_DEMO');
    const read = (file = ''): object => JSON.parse(readFileSync(file, 'utf8')) as object;
    const policy = { ...read(broker?.tenantPackFile), tenant_id: BROKER };
    for (const pack of [read(broker?.domainPackFile), policy]) {
      expect(await stack.importPack(pack, BROKER)).toMatchObject({ exitCode: 0 });
    }
    expect(await stack.importPack(fieldPack, FIELD)).toMatchObject({ exitCode: 0 });
  });

  afterAll(() => stack.stop());

  const post = async (tenant: string, body: object | string): Promise<string> => {
    const path = `/api/exceptions/${tenant}`;
    const headers = { 'content-type': 'application/json' };
    const sent = typeof body === 'string' ? { raw: body, headers } : { body };
    const answer = await stack.request<{ exception_id: string }>(tenant, 'POST', path, sent);
    expect(answer.status).toBe(202);
    return answer.body.exception_id;
  };
  const detail = async (tenant: string, id: string): Promise<Detail> => {
    await stack.settled(tenant);
    return (await stack.request<Detail>(tenant, 'GET', `/api/exceptions/${tenant}/${id}`)).body;
  };
  const reported = async (tenant: string, body: object | string): Promise<Detail> =>
    detail(tenant, await post(tenant, body));
  const settlement = (amount: unknown, order = 'O1') => ({
    source_system: 'Murex',
    exception_type: 'SETTLEMENT_FAIL',
    raw_payload: { order_id: order, amount },
  });
  const toolsCalled = async (): Promise<Record<string, number>> => {
    const ledger = await (await fetch(`${stack.stack.demoToolsUrl}/_ledger`)).json();
    return (ledger as { effects_by_tool: Record<string, number> }).effects_by_tool;
  };

  describe('of an amount', () => {
    it.each([
      ['in hexadecimal', '0x12D687'],
      ['with two meanings', '1,234'],
      ['with two numbers', '1200000 or 1300000'],
      ['in words', 'twelve million'],
      ['that is an object', { value: 1_234_567.89 }],
      ['that is a list', [1_234_567.89]],
      ['that is true', true],
      ['that is grouped in two ways', '1.234,567.89'],
    ])('%s: a person is asked, and no tool is called', async (_case, amount) => {
      const before = await toolsCalled();

      const exception = await reported(BROKER, settlement(amount));

      expect(exception).toMatchObject({
        amount: null,
        unreadable: [{ field: 'amount', path: '$.amount', reason: expect.any(String) }],
        status: 'escalated',
        policy: { decision: 'require_approval' },
      });
      expect(exception.policy.reasons.join()).toMatch(/settlement of a million or more.*amount cannot be read/);
      expect(exception.undecided.map(({ fact }) => fact)).toEqual(expect.arrayContaining(['severity', 'playbook']));
      expect(await toolsCalled()).toEqual(before);
    });

    it('is recorded in the timeline, by each event that depends on it', async () => {
      const { timeline } = await reported(BROKER, settlement('0x1'));
      const data = (type: string) => timeline.find(({ event_type }) => event_type === type)?.payload;

      expect(data('ExceptionNormalized')).toMatchObject({ amount: null, unreadable: [{ field: 'amount' }] });
      expect(data('TriageCompleted')).toMatchObject({
        undecided: [{ fact: 'severity', rule: 'settlement of a million or more' }],
      });
      expect(data('ExceptionEscalated')).toMatchObject({ reason: 'undecided' });
    });

    it.each([1_234_567.89, '1,234,567.89', '1.234.567,89', "1'234'567.89", '1 234 567,89', 'EUR 1234567,89'])(
      'that can be read, %j, gives what the number gives',
      async (amount) => {
        expect(await reported(BROKER, settlement(amount))).toMatchObject({
          amount: 1_234_567.89,
          unreadable: [],
          undecided: [],
          severity: 'critical',
          policy: { decision: 'require_approval' },
          stage: 'awaiting_approval',
        });
      },
    );

    it('does not matter where no rule reads it', async () => {
      const body = {
        ...settlement('0x1'),
        exception_type: 'TRADE_MISMATCH',
        raw_payload: { amount: '0x1', fields: [] },
      };

      expect(await reported(BROKER, body)).toMatchObject({
        unreadable: [{ field: 'amount' }],
        undecided: [],
        policy: { decision: 'allow' },
      });
    });

    it('can be read again with a later state, which is then decided', async () => {
      const id = 'AGAIN-1';
      await post(BROKER, { exception_id: id, ...settlement('0x1') });
      await stack.settled(BROKER);
      await post(BROKER, { exception_id: id, ...settlement('2,000,000.00') });

      expect(await detail(BROKER, id)).toMatchObject({
        amount: 2_000_000,
        severity: 'critical',
        unreadable: [],
        undecided: [],
        stage: 'awaiting_approval',
      });
    });

    it('is settled by people: one says how severe it is and whose, and has the playbook matched anew', async () => {
      const id = await post(BROKER, settlement('0x1', 'O-PERSON'));
      const path = `/api/exceptions/${BROKER}/${id}`;
      const facts = async () => {
        const { severity, undecided } = await detail(BROKER, id);
        return { severity, open: undecided.map(({ fact }) => fact) };
      };
      expect(await facts()).toEqual({ severity: 'medium', open: ['severity', 'owner', 'playbook'] });

      const same = { body: { severity: 'medium', reason: 'The desk says a thousand.' } };
      expect((await stack.request(BROKER, 'POST', `${path}/severity`, same)).status).toBe(202);
      expect(await facts()).toEqual({ severity: 'medium', open: ['owner', 'playbook'] });
      expect((await stack.request(BROKER, 'POST', `${path}/severity`, same)).status).toBe(409);

      const owner = { body: { owner: 'settlements-desk' } };
      expect((await stack.request(BROKER, 'POST', `${path}/assign`, owner)).status).toBe(202);
      await stack.settled(BROKER);
      expect((await stack.request(BROKER, 'POST', `${path}/playbook/recalculate`, { body: {} })).status).toBe(202);
      expect(await facts()).toEqual({ severity: 'medium', open: [] });
      const { body } = await stack.request(BROKER, 'GET', `${path}/playbook`);
      expect(body).toMatchObject({ playbook: { name: 'settlement-retry' } });
    });
  });

  it.each([
    ['true', ['AMOUNT', 'TIME', 'BOTH']],
    ['false', ['FINE']],
    ['amount', ['AMOUNT', 'BOTH']],
    ['occurred_at', ['TIME', 'BOTH']],
    ['occurred_at,entity', ['TIME', 'BOTH']],
    ['source_status', []],
  ])('is a filter of the list: unreadable=%s', async (value, ids) => {
    const at = '2026-02-30T09:52:26Z';
    const payloads = { AMOUNT: { sum: '0x1' }, TIME: { at }, BOTH: { sum: '0x1', at }, FINE: { sum: '1.234,50' } };
    for (const [name, raw_payload] of Object.entries(payloads)) {
      await post(FIELD, { exception_id: `LIST-${name}`, source_system: 'list', raw_payload });
    }
    await stack.settled(FIELD);

    const path = `/api/exceptions/${FIELD}?source_system=list&unreadable=${value}`;
    const { body } = await stack.request<{ items: { exception_id: string }[] }>(FIELD, 'GET', path);
    const listed = body.items.map(({ exception_id }) => exception_id);
    expect(listed.sort()).toEqual(ids.map((id) => `LIST-${id}`).sort());
  });

  describe('of a time', () => {
    it.each([
      ['2026-02-30T09:52:26Z', 'an impossible day'],
      ['2026-13-01', 'an impossible month'],
      ['next Tuesday', 'words'],
      [true, 'true'],
    ])('%j (%s): it is the time of receipt, and says so', async (at, _case) => {
      const exception = await reported(FIELD, { source_system: 'clock', raw_payload: { at } });

      expect(exception).toMatchObject({
        occurred_at_source: 'receipt',
        unreadable: [{ field: 'occurred_at', path: '$.at' }],
      });
      expect(Math.abs(Date.parse(exception.occurred_at) - Date.parse(exception.created_at))).toBeLessThan(60_000);
    });

    it.each([
      [{ at: '2026-01-05 10:00:00' }, {}, '2026-01-05T09:00:00.000Z', 'payload'],
      [{ at: '2026-02-30' }, { occurred_at: '2026-01-01T00:00:00Z' }, '2026-01-01T00:00:00.000Z', 'given'],
    ])('%j with %j is %s, %s', async (raw_payload, item, occurred_at, occurred_at_source) => {
      expect(await reported(FIELD, { source_system: 'clock', raw_payload, ...item })).toMatchObject({
        occurred_at,
        occurred_at_source,
        unreadable: [],
      });
    });

    it('that is missing is the time of receipt', async () => {
      expect(await reported(FIELD, { source_system: 'clock', raw_payload: {} })).toMatchObject({
        occurred_at_source: 'receipt',
        unreadable: [],
      });
    });
  });

  it('counts as absent where the pack says so for the field', async () => {
    expect(await reported(FIELD, { source_system: 'title', raw_payload: { title: { de: 'Bruch' } } })).toMatchObject({
      unreadable: [],
      policy: { decision: 'allow' },
    });
  });

  it('keeps the digits of readable values', async () => {
    const id = await post(FIELD, `{"source_system":"digits","raw_payload":{"sum":"9.007.199.254.740.993,10"}}`);
    await stack.settled(FIELD);

    const [stored] = await stack.sql('select amount_exact::text as digits from exception where exception_id = $1', [
      id,
    ]);
    expect(stored).toEqual({ digits: '9007199254740993.10' });
  });

  describeWithSharedData('of the field cases', () => {
    const folder = join(sharedData.domainPack, '..', '..', 'field');
    const input = (name: string): string => readFileSync(join(folder, `${name}.json`), 'utf8');

    it.each(['us', 'eu', 'mt', 'number'])('11-amounts/%s: 1,234,567.89, and a person is asked', async (name) => {
      expect(await reported(BROKER, input(`11-amounts/${name}`))).toMatchObject({
        amount: 1_234_567.89,
        unreadable: [],
        policy: { decision: 'require_approval' },
        stage: 'awaiting_approval',
      });
    });

    it('11-amounts/hex: unreadable, and a person is asked', async () => {
      expect(await reported(BROKER, input('11-amounts/hex'))).toMatchObject({
        unreadable: [{ field: 'amount' }],
        status: 'escalated',
        policy: { decision: 'require_approval' },
      });
    });

    it('28-times/payload_feb30: unreadable', async () => {
      expect(await reported(FIELD, input('28-times/payload_feb30'))).toMatchObject({
        occurred_at_source: 'receipt',
        unreadable: [{ field: 'occurred_at', path: '$.at' }],
      });
    });
  });
});
