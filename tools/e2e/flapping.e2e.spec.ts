/** Recurring states, as sent by monitors and services without timestamps, on the real stack. */
import { TestStack } from './fixtures/test-stack.ts';

const MONITOR = 'MONITOR';

const monitorPack = {
  domain: 'Monitor',
  exception_types: { CHECK: { default_severity: 'medium' } },
  classification: [{ when: 'true', type: 'CHECK' }],
  severity_rules: [],
  normalization: {
    entity: '$.host',
    source_status: '$.state',
    status: { authority: 'source', map: { CRITICAL: 'open', OK: 'resolved' }, default: 'open' },
  },
  tools: {},
  playbooks: [],
};

describe('a source that flaps', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.shared();
    const { exitCode, stderr } = await stack.importPack(monitorPack, MONITOR);
    expect([exitCode, stderr]).toEqual([0, '']);
  });

  afterAll(() => stack.stop());

  const theException = async (id: string): Promise<Record<string, unknown>> =>
    (await stack.sql('select * from exception where tenant_id = $1 and exception_id = $2', [MONITOR, id]))[0] ?? {};

  const item = (exception_id: string, state: string, more: object = {}) => ({
    source_system: 'nagios',
    exception_id,
    raw_payload: { host: 'web-1', check: 'http', state },
    ...more,
  });
  const send = async (body: object, headers: Record<string, string> = {}) =>
    (await stack.request(MONITOR, 'POST', `/api/exceptions/${MONITOR}`, { body, headers })).body;
  const statesOf = async (id: string): Promise<string[]> =>
    (
      await stack.sql<{ state: string }>(
        `select payload->'raw_payload'->>'state' as state from exception_event
         where tenant_id = '${MONITOR}' and exception_id = $1 and event_type in ('ExceptionIngested', 'SourceUpdateReceived') order by sequence`,
        [id],
      )
    ).map(({ state }) => state);
  const outcome = async (id: string) => {
    await stack.settled(MONITOR);
    return { states: (await statesOf(id)).join(' '), status: (await theException(id)).status };
  };

  it.each<[string, string[], string, string]>([
    ['critical, OK, critical', ['CRITICAL', 'OK', 'CRITICAL'], 'CRITICAL OK CRITICAL', 'open'],
    ['every state told twice', ['CRITICAL', 'CRITICAL', 'OK', 'OK', 'CRITICAL'], 'CRITICAL OK CRITICAL', 'open'],
    [
      'up and down',
      ['CRITICAL', 'OK', 'CRITICAL', 'OK', 'CRITICAL', 'OK'],
      'CRITICAL OK CRITICAL OK CRITICAL OK',
      'resolved',
    ],
  ])('without times, one by one: %s', async (name, states, stored, status) => {
    const id = `ONE-${name.replaceAll(/\W/g, '')}`;
    for (const state of states) await send(item(id, state));

    expect(await outcome(id)).toEqual({ states: stored, status });
  });

  it('within one batch, and within one file', async () => {
    const states = ['CRITICAL', 'OK', 'OK', 'CRITICAL'];
    await stack.request(MONITOR, 'POST', `/api/exceptions/${MONITOR}/batch`, {
      body: states.map((state) => item('BATCH', state)),
    });
    const lines = states.map((state) => JSON.stringify(item('FILE', state))).join('\n');
    await stack.ingest(MONITOR, stack.file('flapping.ndjson', lines), 'ndjson');

    for (const id of ['BATCH', 'FILE']) {
      expect(await outcome(id)).toEqual({ states: 'CRITICAL OK CRITICAL', status: 'open' });
    }
  });

  it('at once from many: each state once, and none twice under one id', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (const state of ['CRITICAL', 'OK']) {
        await Promise.all(Array.from({ length: 5 }, () => send(item('MANY', state))));
      }
    }

    expect(await outcome('MANY')).toEqual({
      states: 'CRITICAL OK CRITICAL OK CRITICAL OK',
      status: 'resolved',
    });
    const [{ ids } = {}] = await stack.sql<{ ids: number }>(
      `select count(distinct event_id)::integer as ids from exception_event
       where tenant_id = '${MONITOR}' and exception_id = 'MANY' and event_type in ('ExceptionIngested', 'SourceUpdateReceived')`,
    );
    expect(ids).toBe(6);
  });

  it.each<[string, [string, string][], string, string]>([
    [
      'in one second, by arrival',
      [
        ['CRITICAL', '09:00:00Z'],
        ['OK', '09:00:00Z'],
        ['CRITICAL', '09:00:00Z'],
      ],
      'CRITICAL OK CRITICAL',
      'open',
    ],
    [
      'to the second after one to the millisecond',
      [
        ['CRITICAL', '09:00:00.700Z'],
        ['OK', '09:00:00Z'],
      ],
      'CRITICAL OK',
      'resolved',
    ],
    [
      'to the millisecond and late: in the timeline only',
      [
        ['CRITICAL', '09:00:00.700Z'],
        ['OK', '09:00:00.300Z'],
      ],
      'CRITICAL OK',
      'open',
    ],
    [
      'and told again: nothing new',
      [
        ['CRITICAL', '09:00:00Z'],
        ['OK', '09:01:00Z'],
        ['CRITICAL', '09:00:00Z'],
        ['OK', '09:01:00Z'],
      ],
      'CRITICAL OK',
      'resolved',
    ],
  ])('with times %s', async (name, states, stored, status) => {
    const id = `TIMED-${name.replaceAll(/\W/g, '').slice(0, 40)}`;
    for (const [state, time] of states) await send(item(id, state, { source_updated_at: `2026-11-20T${time}` }));

    expect(await outcome(id)).toEqual({ states: stored, status });
  });

  it('sent again as a whole file with times adds nothing', async () => {
    const file = ['CRITICAL 09:00', 'OK 09:01', 'CRITICAL 09:02', 'OK 09:02']
      .map((line) => line.split(' '))
      .map(([state, time]) => item('AGAIN', state ?? '', { source_updated_at: `2026-11-20T${time}:00Z` }));
    const send = () => stack.request(MONITOR, 'POST', `/api/exceptions/${MONITOR}/batch`, { body: file });

    expect((await send()).body).toMatchObject({ accepted: 4 });
    expect((await send()).body).toMatchObject({ accepted: 0, duplicates: 4 });
    expect(await outcome('AGAIN')).toMatchObject({ status: 'resolved' });
  });

  it('under a key, or an id of the source, the same again is a duplicate, whatever came between', async () => {
    const first = await send(item('KEYED', 'CRITICAL'), { 'idempotency-key': 'k-1' });
    const own = await send(item('KEYED', 'OK', { source_event_id: 'E-1' }));
    await send(item('KEYED', 'CRITICAL'));

    expect(await send(item('KEYED', 'CRITICAL'), { 'idempotency-key': 'k-1' })).toEqual({
      ...first,
      status: 'duplicate',
    });
    expect(await send(item('KEYED', 'OK', { source_event_id: 'E-1' }))).toEqual({ ...own, status: 'duplicate' });
    expect(await send(item('KEYED', 'CRITICAL', { source_event_id: 'E-1' }))).toMatchObject({
      code: 'idempotency_conflict',
    });
    expect(await outcome('KEYED')).toEqual({ states: 'CRITICAL OK CRITICAL', status: 'open' });
  });
});
