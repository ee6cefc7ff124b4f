/** One exception: its evidence and its legal commands. */
import { SMALL_PACK, createTestTenant } from '@sentinai/persistence/testing';
import { anException, store } from './testing/exception.builder.ts';
import { type OpsApi, startOpsApi, TENANT } from './testing/ops-api.ts';

const FOLLOWER = 'FOLLOWER';

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
});

afterAll(() => api.stop());

const detail = async (id: string) => (await api.get(`/api/exceptions/${TENANT}/${id}`)).body;

it('shows the newest decision of each kind, and the rules that decided', async () => {
  const triaged = (severity: string) => ({
    exception_type: 'CASH_BREAK',
    severity,
    confidence: 0.85,
    sla_minutes: 60,
    sla_deadline: null,
    status: null,
    matched_rules: [{ rule: 'amount > 1e6', outcome: severity }],
    domain_pack_version: 3,
    policy_pack_version: null,
  });
  const policy = { decision: 'require_approval', approval_required: true, reasons: ['large'], route_to: 'desk' };
  const change = { from: 'high', to: 'critical', reason: 'Many.', changed_by: 'user:ann', sla_minutes: null };
  await store(
    api.database,
    anException('DECIDED')
      .withEvent('TriageCompleted', triaged('low'))
      .withEvent('TriageCompleted', triaged('high'))
      .withEvent('PolicyEvaluationCompleted', { exception_type: 'CASH_BREAK', severity: 'high', ...policy })
      .withEvent('SeverityChanged', change)
      .build(),
  );

  expect((await detail('DECIDED')).evidence).toEqual({
    triage: {
      decided_at: expect.any(String),
      exception_type: 'CASH_BREAK',
      severity: 'high',
      confidence: 0.85,
      sla_minutes: 60,
      rules: [{ rule: 'amount > 1e6', outcome: 'high' }],
      domain_pack_version: 3,
      policy_pack_version: null,
    },
    policy: { decided_at: expect.any(String), ...policy },
    severity_change: {
      changed_at: expect.any(String),
      from: 'high',
      to: 'critical',
      reason: 'Many.',
      changed_by: 'user:ann',
    },
  });
});

it('has nothing to show before anything was decided', async () => {
  await store(api.database, anException('FRESH').build());

  expect(await detail('FRESH')).toMatchObject({
    status_authority: 'platform',
    evidence: { triage: null, policy: null, severity_change: null },
    playbook: { status: 'none', steps: [] },
    tool_runs: [],
    sla: { state: 'none', deadline: null, running: false, remaining_seconds: null, next_check_at: null },
  });
});

describe('the SLA clock', () => {
  const HOUR = 3_600_000;

  it('runs down, and below zero', async () => {
    const inAnHour = new Date(Date.now() + HOUR);
    const anHourAgo = new Date(Date.now() - HOUR);
    await store(
      api.database,
      anException('EARLY').with({ slaDeadline: inAnHour, slaState: 'running', slaNextAt: inAnHour }).build(),
      anException('LATE').with({ slaDeadline: anHourAgo, slaState: 'expired' }).build(),
    );

    const [early, late] = [(await detail('EARLY')).sla, (await detail('LATE')).sla];
    expect(early).toMatchObject({ state: 'running', running: true, next_check_at: inAnHour.toISOString() });
    expect(early.remaining_seconds).toBeGreaterThan(3_500);
    expect(late).toMatchObject({ state: 'expired', running: true, next_check_at: null });
    expect(late.remaining_seconds).toBeLessThan(-3_500);
  });

  it('stands where it was when the exception was resolved', async () => {
    const resolvedAt = new Date('2026-11-20T09:00:00Z');
    const slaDeadline = new Date('2026-11-20T09:10:00Z');
    await store(
      api.database,
      anException('ENDED').with({ status: 'resolved', resolvedAt, slaDeadline, slaState: 'met' }).build(),
    );

    expect((await detail('ENDED')).sla).toMatchObject({ state: 'met', running: false, remaining_seconds: 600 });
  });
});

it('shows its tool runs, newest first, and nobody else’s', async () => {
  await store(api.database, anException('CALLED').build(), anException('OTHER').build());
  await api.database.asOwner(
    `insert into tool_execution (tenant_id, execution_id, exception_id, tool, tool_version, step_order, status, arguments,
       attempts, requested_by, requested_at, completed_at)
     select $1, gen_random_uuid(), id, 'look', 2, 1, status, '{}', 1, 'playbook:Fix', at::timestamptz, null
     from (values ('CALLED', 'failed', '2026-11-20T08:00:00Z'), ('CALLED', 'running', '2026-11-20T08:01:00Z'),
       ('OTHER', 'running', '2026-11-20T08:01:00Z')) as runs(id, status, at)`,
    [TENANT],
  );

  expect((await detail('CALLED')).tool_runs).toEqual([
    {
      execution_id: expect.any(String),
      tenant_id: TENANT,
      exception_id: 'CALLED',
      tool_id: null,
      tool: 'look',
      tool_version: 2,
      step_order: 1,
      status: 'running',
      http_status: null,
      error_code: null,
      error: null,
      attempts: 1,
      requested_by: 'playbook:Fix',
      requested_at: '2026-11-20T08:01:00.000Z',
      started_at: null,
      completed_at: null,
    },
    expect.objectContaining({ status: 'failed' }),
  ]);
});

it.each([
  ['open', ['assign', 'comment', 'change_severity', 'escalate', 'resolve', 'recalculate', 'triage', 'evaluate_policy']],
  ['escalated', ['assign', 'comment', 'change_severity', 'resolve', 'recalculate', 'triage', 'evaluate_policy']],
  ['resolved', ['comment', 'reopen']],
] as const)('says what one that is %s would obey', async (status, legal) => {
  await store(api.database, anException(`IS-${status}`).with({ status }).build());

  expect((await detail(`IS-${status}`)).legal_commands).toEqual(legal);
});

it('leaves its end to a source that is the system of record', async () => {
  const status = { authority: 'source', map: {}, default: 'open' };
  await createTestTenant(api.database, FOLLOWER, {
    domainPack: { ...SMALL_PACK, normalization: { source_status: '$.state', status } },
  });
  await store(api.database, anException('FOLLOWED').of(FOLLOWER).with({ domain: 'Test' }).build());

  const { body } = await api.get(`/api/exceptions/${FOLLOWER}/FOLLOWED`, { tenants: [FOLLOWER] });
  expect(body.status_authority).toBe('source');
  expect(body.legal_commands).not.toContain('resolve');
});
