/** Policy as a process on real PostgreSQL and Kafka, under its own database role. */
import { anException } from '@sentinai/domain/testing';
import { TestHost } from '@sentinai/messaging/testing';
import { createTestTenant } from '@sentinai/persistence/testing';
import { policyConfig } from '../src/policy.config.ts';
import { PolicyModule } from '../src/policy.module.ts';

const TENANT = 'TENANT_A';
const PACK = {
  domain: 'Trading',
  exception_types: { CASH_BREAK: { sla_minutes: 120 }, OTHER: {} },
  severity_rules: [],
  tools: {},
  playbooks: [
    {
      name: 'Cash',
      match: { exception_type: 'CASH_BREAK' },
      steps: [{ name: 'tell', action_type: 'notify', params: { to: 'ops', message: 'A break' } }],
    },
  ],
};

const triaged = (exception_type: string) => ({
  exception_type,
  severity: 'high' as const,
  confidence: 1,
  sla_minutes: 120,
  sla_deadline: null,
  status: null,
  matched_rules: [],
  undecided: [],
  domain_pack_version: 1,
  policy_pack_version: null,
});

describe('policy', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await TestHost.start(
      { name: 'policy', config: policyConfig, module: PolicyModule, role: 'sentinai_policy' },
      (database) => createTestTenant(database, TENANT, { domainPack: PACK }),
    );
  });
  afterAll(() => host.stop());

  it('allows an exception, and matches the playbook of its type', async () => {
    const exception = anException()
      .ofType('CASH_BREAK')
      .withStatus('analyzing')
      .with({ exceptionId: 'EX-CASH' })
      .build();
    await host.open(exception, 'TriageCompleted', triaged('CASH_BREAK'));

    const timeline = await host.timelineWith('PlaybookMatched', exception);

    expect(timeline).toMatchObject([
      { type: 'TriageCompleted' },
      { type: 'PolicyEvaluationCompleted', data: { decision: 'allow' } },
      { type: 'PlaybookMatched', data: { name: 'Cash', version: 1 } },
    ]);
    expect(await host.exception(exception)).toMatchObject({ current_playbook_id: expect.any(Number) });
  });

  it('escalates an exception that no playbook matches', async () => {
    const exception = anException().ofType('OTHER').withStatus('analyzing').with({ exceptionId: 'EX-OTHER' }).build();
    await host.open(exception, 'TriageCompleted', triaged('OTHER'));

    const timeline = await host.timelineWith('ExceptionEscalated', exception);

    expect(timeline.at(-1)).toMatchObject({ type: 'ExceptionEscalated', data: { reason: 'no_playbook' } });
    expect(await host.exception(exception)).toMatchObject({ status: 'escalated' });
  });

  it('matches the playbook that fits now on request, where an exception was escalated for want of one', async () => {
    const exception = anException()
      .ofType('CASH_BREAK')
      .withStatus('escalated')
      .with({
        exceptionId: 'EX-AGAIN',
        confidence: 0.85,
        policy: { decision: 'allow', reasons: [], approval_required: false, route_to: null },
      })
      .build();
    await host.open(exception, 'PolicyEvaluationRequested', {
      actor_id: 'ann',
      reason: 'New policy.',
      bulk_job_id: null,
    });

    const timeline = await host.timelineWith('PlaybookMatched', exception);

    expect(timeline.map(({ type }) => type)).toEqual([
      'PolicyEvaluationRequested',
      'PolicyEvaluationCompleted',
      'PlaybookMatched',
    ]);
    expect(await host.exception(exception)).toMatchObject({ status: 'escalated', confidence: 0.85 });
  });
});
