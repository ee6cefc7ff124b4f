/** One exception: its facts, its timeline, its playbook. */
import type { PlaybookRun, PolicyRecord } from '@sentinai/domain';
import { anException, store } from './testing/exception.builder.ts';
import { type OpsApi, startOpsApi, TENANT } from './testing/ops-api.ts';

const at = (id: string, part = ''): string => `/api/exceptions/${TENANT}/${encodeURIComponent(id)}${part}`;
const sequences = (events: { sequence: number }[]): number[] => events.map(({ sequence }) => sequence);
const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
});

afterAll(() => api.stop());

describe('the facts', () => {
  it('shows all of them, with the timeline', async () => {
    const policy: PolicyRecord = {
      decision: 'require_approval',
      reasons: ['large'],
      approval_required: true,
      route_to: 'desk',
    };
    const builder = anException('EX-1')
      .with({ amount: 1e6, policy, eventsInFlight: 1, currentStep: 2, humanTouches: 3 })
      .with({ resolvedAt: new Date('2026-11-20T09:00:00Z'), slaDeadline: new Date('2026-11-21T08:00:00Z') })
      .withEvent('ExceptionIngested', { domain: 'finance' }, { actor: { type: 'user', id: 'ann' } })
      .withEvent('ExceptionNormalized');
    await store(api.database, builder.build());

    expect(await api.get(at('EX-1'))).toMatchObject({
      status: 200,
      body: {
        exception_id: 'EX-1',
        type: 'SETTLEMENT_FAIL',
        amount: 1_000_000,
        policy,
        settled: false,
        current_step: 2,
        human_touches: 3,
        resolved_at: '2026-11-20T09:00:00.000Z',
        sla_deadline: '2026-11-21T08:00:00.000Z',
        payload: { trade: 'EX-1' },
        timeline: [
          {
            sequence: 1,
            event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
            event_type: 'ExceptionIngested',
            actor: { type: 'user', id: 'ann' },
            created_at: '2026-11-20T08:00:00.001Z',
            causation_id: null,
            correlation_id: 'EX-1',
            payload: { domain: 'finance' },
          },
          { sequence: 2, event_type: 'ExceptionNormalized' },
        ],
        timeline_next_cursor: null,
      },
    });
  });

  it.each(['INC0001/7', 'a#b', 'urn:case:1', 'A/..', 'a/events', 'events', 'x'.repeat(128), `a${'/'.repeat(127)}`])(
    'finds the id %s in a path',
    async (id) => {
      await store(api.database, anException(id).withEvent('ExceptionIngested').build());

      expect(await api.get(at(id))).toMatchObject({ status: 200, body: { exception_id: id } });
      expect(await api.get(at(id, '/events'))).toMatchObject({ status: 200, body: { total: 1 } });
      expect(await api.get(at(id, '/playbook'))).toMatchObject({ status: 200, body: { exception_id: id } });
    },
  );
});

describe('the timeline', () => {
  beforeAll(async () => {
    const long = anException('LONG');
    for (const place of upTo(431)) {
      const actor = place % 10 === 0 ? ({ type: 'user', id: 'ann' } as const) : ({ type: 'agent', id: 'x' } as const);
      long.withEvent(place % 2 === 0 ? 'SourceUpdateReceived' : 'TriageCompleted', { place }, { actor });
    }
    await store(api.database, long.build());
  });

  it('goes on at the events where the detail ends', async () => {
    const { body: detail } = await api.get(at('LONG'));
    const { body: second } = await api.get(at('LONG', `/events?limit=200&cursor=${detail.timeline_next_cursor}`));
    const { body: third } = await api.get(at('LONG', `/events?limit=200&cursor=${second.next_cursor}`));

    expect(sequences([...detail.timeline, ...second.items, ...third.items])).toEqual(upTo(431));
    expect([second.total, third.total, third.next_cursor]).toEqual([431, 431, null]);
  });

  it.each([
    ['event_type=TriageCompleted', 216],
    ['event_type=TriageCompleted&event_type=SourceUpdateReceived', 431],
    ['event_type=Nothing', 0],
    ['actor_type=user', 43],
    ['actor_type=user,agent', 431],
    ['actor_type=user&event_type=TriageCompleted', 0],
  ])('is narrowed by %s to %i', async (query, total) => {
    const { body } = await api.get(at('LONG', `/events?limit=10&${query}`));

    expect(body.total).toBe(total);
    expect(body.items).toHaveLength(Math.min(total, 10));
  });

  it('pages within a filter, and not with the cursor of another', async () => {
    const { body: first } = await api.get(at('LONG', '/events?actor_type=user&limit=40'));
    const { body: rest } = await api.get(at('LONG', `/events?actor_type=user&cursor=${first.next_cursor}`));

    expect(sequences(rest.items)).toEqual([410, 420, 430]);
    expect((await api.get(at('LONG', `/events?cursor=${first.next_cursor}`))).status).toBe(400);
    expect((await api.get(at('EX-1', `/events?actor_type=user&cursor=${first.next_cursor}`))).status).toBe(400);
  });

  it.each(['2019-01-01T00:00:00Z', '2031-01-01T00:00:00Z'])('has an event that bears the time %s', async (time) => {
    const id = `FOREIGN-${time.slice(0, 4)}`;
    const exception = anException(id)
      .withEvent('ExceptionIngested', {}, { createdAt: new Date(time), actor: { type: 'system', id: '/elsewhere' } })
      .withEvent('ExceptionNormalized');
    await store(api.database, exception.build());

    expect(sequences((await api.get(at(id))).body.timeline)).toEqual([1, 2]);
    expect((await api.get(at(id, '/events?actor_type=system'))).body).toMatchObject({
      total: 1,
      items: [{ sequence: 1, created_at: new Date(time).toISOString() }],
    });
  });
});

describe('the playbook', () => {
  it('is none before one was chosen', async () => {
    await store(api.database, anException('NONE').build());

    expect((await api.get(at('NONE', '/playbook'))).body).toEqual({
      exception_id: 'NONE',
      playbook: null,
      status: 'none',
      started_at: null,
      ended_at: null,
      current_step: null,
      steps: [],
      candidates: [],
      expected_step: null,
    });
  });

  it('is matched, with its steps to come and why it was chosen', async () => {
    const id = await aPlaybook('Fix settlement');
    const candidates = [
      { playbook_id: 99, name: 'Other', version: 1, matched: false, why: ['severity is low'] },
      { playbook_id: id, name: 'Fix settlement', version: 1, matched: true, why: ['priority 10'] },
    ];
    const matched = anException('MATCHED')
      .with({ currentPlaybookId: id })
      .withEvent('PlaybookMatched', { playbook_id: id, name: 'Fix settlement', version: 1, candidates });
    await store(api.database, matched.build());

    expect((await api.get(at('MATCHED', '/playbook'))).body).toMatchObject({
      playbook: { playbook_id: id, name: 'Fix settlement', version: 1 },
      status: 'matched',
      started_at: null,
      steps: [{ order: 1, name: 'Tell the desk', action_type: 'notify', status: 'pending', attempts: 0 }],
      candidates,
    });
  });

  it('is running, with what each step has come to', async () => {
    const playbookRun: PlaybookRun = {
      playbook_id: 7,
      name: 'Fix',
      version: 3,
      status: 'running',
      matched: { exception_type: 'CASH_BREAK', severity: 'high' },
      started_at: '2026-11-20T08:00:01.000Z',
      steps: [
        {
          order: 1,
          name: 'Ask',
          action_type: 'call_tool',
          status: 'completed',
          attempts: 2,
          started_at: '2026-11-20T08:00:01.000Z',
          ended_at: '2026-11-20T08:00:02.000Z',
          actor: 'user:ann',
          note: 'fine',
          approvals: ['ann'],
          execution_id: '6f0a2a9e-9f0c-4d7e-8f0e-0a1b2c3d4e5f',
          arguments: { trade: 1 },
          result: { ok: true },
        },
        { order: 2, name: 'Wait', action_type: 'manual', status: 'awaiting_person', attempts: 1 },
      ],
    };
    await store(
      api.database,
      anException('RUNNING').with({ playbookRun, currentPlaybookId: 7, currentStep: 2 }).build(),
    );

    expect((await api.get(at('RUNNING', '/playbook'))).body).toMatchObject({
      playbook: { playbook_id: 7, name: 'Fix', version: 3 },
      status: 'running',
      started_at: '2026-11-20T08:00:01.000Z',
      ended_at: null,
      current_step: 2,
      steps: [
        { ...playbookRun.steps[0], error: null },
        { order: 2, status: 'awaiting_person', actor: null, note: null, approvals: [], result: null },
      ],
    });
  });
});

async function aPlaybook(name: string): Promise<number> {
  const [row] = await api.database.asOwner<{ playbook_id: number }>(
    `with p as (
       insert into playbook (tenant_id, domain, name, version, conditions, content_hash)
       values ($1, 'finance', $2, 1, '{}', 'x') returning playbook_id
     )
     insert into playbook_step (playbook_id, tenant_id, step_order, name, action_type, params)
     select playbook_id, $1, 1, 'Tell the desk', 'notify', '{}' from p returning playbook_id`,
    [TENANT, name],
  );
  return row!.playbook_id;
}
