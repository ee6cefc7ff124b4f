import type { ExceptionNormalized, TriageCompleted } from '@sentinai/contracts';
import type { PlaybookRun } from '@sentinai/domain';
import {
  type CaseFileParts,
  type Packs,
  NOW,
  aCaseFile,
  anEvent,
  anException,
  decided,
} from '@sentinai/domain/testing';
import { contractDisagreements } from '@sentinai/messaging/testing';
import { TriageAgent } from './triage.agent.ts';

const agent = new TriageAgent();

const HOUR = 3_600_000;
const HAPPENED = new Date(NOW.getTime() - HOUR);
/** Of a CASH_BREAK, which has 120 minutes. */
const DEADLINE = new Date(HAPPENED.getTime() + 2 * HOUR);

const normalized = (fields: Partial<ExceptionNormalized> = {}): ExceptionNormalized => ({
  domain: 'Trading',
  source_system: 'Murex',
  exception_type: 'CASH_BREAK',
  entity: null,
  amount: null,
  title: null,
  occurred_at: HAPPENED.toISOString(),
  source_updated_at: null,
  source_status: null,
  status: null,
  update: false,
  domain_pack_version: 1,
  raw_payload: {},
  ...fields,
});

const triage = (fields: Partial<ExceptionNormalized>, file: CaseFileParts = {}) =>
  decided(agent.decide(anEvent('ExceptionNormalized', normalized(fields)), aCaseFile(file)));

const triaged = (fields: Partial<ExceptionNormalized>, config: Packs = {}) =>
  triage(fields, { config }).data('TriageCompleted') as TriageCompleted;

it('consumes what the contracts say it consumes', () => {
  expect(contractDisagreements(TriageAgent)).toEqual([]);
});

describe('a first state', () => {
  it('gets type, severity and SLA, with the rules that said so', () => {
    const { types, data, patch } = triage({ raw_payload: { sum: 5 } });

    expect(types).toEqual(['TriageCompleted']);
    expect(data('TriageCompleted')).toEqual({
      exception_type: 'CASH_BREAK',
      severity: 'low',
      confidence: 0.85,
      sla_minutes: 120,
      sla_deadline: DEADLINE.toISOString(),
      status: null,
      matched_rules: [{ rule: 'classification', outcome: 'named by the source' }],
      domain_pack_version: 1,
      policy_pack_version: null,
    } satisfies TriageCompleted);
    expect(patch).toEqual({
      type: 'CASH_BREAK',
      severity: 'low',
      status: 'analyzing',
      slaDeadline: DEADLINE,
      slaState: 'running',
      slaNextAt: new Date(HAPPENED.getTime() + 1.6 * HOUR),
      domainPackVersion: 1,
      policyPackVersion: null,
      milestones: { ingested_at: NOW.toISOString(), triaged_at: NOW.toISOString() },
    });
  });

  it.each<[string, Partial<ExceptionNormalized>, Packs, Partial<TriageCompleted>]>([
    [
      'a rule classifies what nobody named',
      { exception_type: null, raw_payload: { settleId: 7 } },
      { pack: { classification: [{ when: 'has(rawPayload.settleId)', type: 'SETTLEMENT_FAIL' }] } },
      {
        exception_type: 'SETTLEMENT_FAIL',
        confidence: 0.75,
        matched_rules: [{ rule: 'classification', outcome: 'has(rawPayload.settleId)' }],
      },
    ],
    [
      'what no rule classifies stays unclassified',
      { exception_type: null },
      {},
      {
        exception_type: 'UNCLASSIFIED',
        confidence: 0,
        matched_rules: [{ rule: 'classification', outcome: 'no rule matched' }],
      },
    ],
    ['a name the pack does not know is a guess', { exception_type: 'NEW_BREAK' }, {}, { confidence: 0.15 }],
    [
      'the highest severity of the rules that match counts',
      { amount: 5 },
      {
        pack: {
          severity_rules: [
            { name: 'any', when: 'amount > 0.0', severity: 'high' },
            { name: 'small', when: 'amount < 10.0', severity: 'medium' },
          ],
        },
      },
      { severity: 'high', confidence: 1 },
    ],
    [
      'the tenant overrides the severity',
      {},
      { tenant: { severity_overrides: [{ exception_type: 'CASH_BREAK', severity: 'critical' }] } },
      { severity: 'critical', confidence: 1, policy_pack_version: 1 },
    ],
    ['the type has its SLA', {}, {}, { sla_minutes: 120 }],
    [
      'the severity has one, where the type has none',
      { exception_type: 'POSITION_BREAK' },
      { pack: { sla: { by_severity: { medium: 30 } } } },
      { sla_minutes: 30 },
    ],
    [
      "the tenant's SLA goes first",
      {},
      { tenant: { sla_overrides: { by_type: { CASH_BREAK: 5 } } } },
      { sla_minutes: 5 },
    ],
    ['nothing gives an SLA', { exception_type: 'POSITION_BREAK' }, {}, { sla_minutes: null, sla_deadline: null }],
  ])('%s', (_case, fields, packs, expected) => {
    expect(triaged(fields, packs)).toMatchObject(expected);
  });

  it('without an SLA has no clock', () => {
    const { patch } = triage({ exception_type: 'POSITION_BREAK' });

    expect(patch).toMatchObject({ slaDeadline: null });
    expect(patch.slaState ?? 'none').toBe('none');
  });

  it('that arrives after its deadline gets a minute of grace', () => {
    const { patch } = triage(
      { occurred_at: new Date(NOW.getTime() - 5 * HOUR).toISOString() },
      {
        exception: anException().with({ occurredAt: new Date(NOW.getTime() - 5 * HOUR) }),
      },
    );

    expect(patch).toMatchObject({ slaState: 'running', slaNextAt: new Date(NOW.getTime() + 60_000) });
  });
});

describe('an update', () => {
  const known = anException()
    .ofType('CASH_BREAK')
    .withSeverity('low')
    .withStatus('analyzing')
    .dueAt(DEADLINE)
    .with({ milestones: { triaged_at: 'first' } });
  const update = (fields: Partial<ExceptionNormalized>, exception = known) =>
    triage({ update: true, ...fields }, { exception });

  it('that changes nothing says nothing, and leaves the clock alone', () => {
    const { types, patch } = update({}, known.with({ slaState: 'imminent' }));

    expect(types).toEqual([]);
    expect(patch).not.toHaveProperty('slaState');
    expect(patch.milestones).toEqual({ triaged_at: 'first' });
  });

  it('that names another type is triaged again, and starts the clock anew', () => {
    const config = { pack: { sla: { by_type: { SETTLEMENT_FAIL: 600 } } } };

    const { types, patch } = triage(
      { update: true, exception_type: 'SETTLEMENT_FAIL' },
      { exception: known.with({ slaState: 'imminent' }), config },
    );

    expect(types).toEqual(['TriageCompleted']);
    expect(patch).toMatchObject({ type: 'SETTLEMENT_FAIL', slaState: 'running' });
  });

  it('whose new type has no SLA stops the clock', () => {
    expect(update({ exception_type: 'SETTLEMENT_FAIL' }).patch).toMatchObject({
      slaDeadline: null,
      slaState: 'none',
      slaNextAt: null,
    });
  });

  it('that names no type leaves it as it is', () => {
    const { types, patch } = update({ exception_type: null });

    expect(types).toEqual([]);
    expect(patch).toMatchObject({ type: 'CASH_BREAK' });
  });

  it('leaves a severity that a person has set', () => {
    const set = anException()
      .withSeverity('critical')
      .with({ milestones: { severity_set_at: NOW.toISOString() } });
    const { data, patch } = triage({ update: true, exception_type: 'POSITION_BREAK' }, { exception: set });

    expect(patch.severity).toBe('critical');
    expect(data('TriageCompleted')).toMatchObject({
      severity: 'critical',
      matched_rules: [expect.anything(), { rule: 'severity', outcome: 'set by a person' }],
    });
  });

  it('does not take back an escalation', () => {
    expect(update({}, known.withStatus('escalated')).patch).toMatchObject({ status: 'escalated' });
  });
});

describe('where the source is the system of record', () => {
  const config: Packs = {
    pack: {
      normalization: {
        source_status: '$.state',
        status: { authority: 'source', map: { Closed: 'resolved' }, default: 'analyzing' },
      },
    },
  };
  const known = anException().ofType('CASH_BREAK').withSeverity('low').withStatus('analyzing').dueAt(DEADLINE);
  const BEFORE = new Date(DEADLINE.getTime() - 1);
  const AFTER = new Date(DEADLINE.getTime() + 1);
  const follow = (fields: Partial<ExceptionNormalized>, exception = known) =>
    triage({ update: true, source_status: 'Closed', ...fields }, { exception, config });

  it.each([
    ['before its deadline met its SLA', BEFORE, 'met'],
    ['after its deadline missed it', AFTER, 'missed'],
  ])('a case resolved %s, at the time the source says', (_case, time, slaState) => {
    const { types, data, patch } = follow({ status: 'resolved', source_updated_at: time.toISOString() });

    expect(types).toEqual(['ExceptionResolved']);
    expect(data('ExceptionResolved')).toEqual({
      resolved_at: time.toISOString(),
      resolved_by: 'source:Murex',
      resolution: 'Closed',
    });
    expect(patch).toMatchObject({
      status: 'resolved',
      resolvedAt: time,
      slaState,
      slaNextAt: null,
      milestones: { ingested_at: NOW.toISOString(), triaged_at: NOW.toISOString(), resolved_at: time.toISOString() },
    });
  });

  it('a source that does not say when resolves now', () => {
    expect(follow({ status: 'resolved' }).patch.resolvedAt).toEqual(NOW);
  });

  it('a deadline that moves with the same state decides whether the SLA was met', () => {
    const exception = known.dueAt(BEFORE);

    const { types, patch } = follow({ status: 'resolved', source_updated_at: DEADLINE.toISOString() }, exception);

    expect(types).toEqual(['TriageCompleted', 'ExceptionResolved']);
    expect(patch).toMatchObject({ slaDeadline: DEADLINE, slaState: 'met', slaNextAt: null });
  });

  it('a case whose first state is resolved is triaged and resolved at once', () => {
    const { types, data, patch } = follow({ update: false, status: 'resolved' }, anException());

    expect(types).toEqual(['TriageCompleted', 'ExceptionResolved']);
    expect(data('TriageCompleted')).toMatchObject({ status: 'resolved' });
    expect(patch).toMatchObject({ status: 'resolved', slaState: 'met', slaNextAt: null });
  });

  it.each([
    ['a person', 'awaiting_person', 'stopped'],
    ['an approval', 'awaiting_approval', 'stopped'],
    ['a tool, which is left to answer', 'running', 'running'],
  ] as const)('a case resolved while its playbook waits for %s', (_case, status, outcome) => {
    const playbookRun: PlaybookRun = {
      playbook_id: 1,
      name: 'fix',
      version: 1,
      status: 'running',
      matched: { exception_type: 'CASH_BREAK', severity: 'low' },
      started_at: NOW.toISOString(),
      steps: [{ order: 1, name: 'call', action_type: 'manual', status, attempts: 1 }],
    };
    const waiting = known.with({ playbookRun, currentStep: 1, currentPlaybookId: 1 });

    const { types, patch } = follow({ status: 'resolved' }, waiting);

    const told = outcome === 'stopped' ? ['PlaybookStepSkipped', 'PlaybookCompleted'] : [];
    expect(types).toEqual(['ExceptionResolved', ...told]);
    expect({ ...waiting.build(), ...patch }.playbookRun?.status).toBe(outcome);
  });

  it('a case that stays resolved keeps its time, and says nothing again', () => {
    const { types, patch } = follow(
      { status: 'resolved', source_updated_at: AFTER.toISOString() },
      known.resolvedAt(BEFORE).with({ slaState: 'met' }),
    );

    expect(types).toEqual([]);
    expect(patch).toMatchObject({ resolvedAt: BEFORE, slaState: 'met' });
  });

  it('a case that is open again runs its clock, and is triaged again: perhaps it never had a playbook', () => {
    const exception = known.resolvedAt(BEFORE).with({ slaState: 'met' });

    const { types, data, patch } = follow({ status: 'analyzing', source_status: 'Reopened' }, exception);

    expect(types).toEqual(['TriageCompleted', 'ExceptionReopened']);
    expect(data('ExceptionReopened')).toEqual({ reopened_by: 'source:Murex', reason: 'Reopened' });
    expect(patch).toMatchObject({
      status: 'analyzing',
      resolvedAt: null,
      slaState: 'running',
      slaNextAt: new Date(HAPPENED.getTime() + 1.6 * HOUR),
    });
  });

  it('a case resolved a second time has its second time', () => {
    const reopened = known.with({ resolvedAt: null, milestones: { resolved_at: BEFORE.toISOString() } });

    const { types, patch } = follow({ status: 'resolved', source_updated_at: AFTER.toISOString() }, reopened);

    expect(types).toEqual(['ExceptionResolved']);
    expect(patch).toMatchObject({ resolvedAt: AFTER, slaState: 'missed' });
    expect(patch.milestones).toMatchObject({ resolved_at: AFTER.toISOString() });
  });

  it('an open state is the status of the case', () => {
    const { types, patch } = follow({ status: 'open' });

    expect(types).toEqual([]);
    expect(patch).toMatchObject({ status: 'open' });
  });

  it('a source with a long name still resolves', () => {
    const { data } = follow({ status: 'resolved', source_system: 'x'.repeat(256) });

    expect(String(data('ExceptionResolved').resolved_by)).toHaveLength(256);
  });
});

describe('where the platform decides the status', () => {
  it('what the source calls resolved is not', () => {
    const { types, patch } = triage({ source_status: 'Closed', status: null });

    expect(types).toEqual(['TriageCompleted']);
    expect(patch).toMatchObject({ status: 'analyzing' });
  });

  it('a resolved case stays so when its source reports on, and its clock stays still', () => {
    const resolved = anException().ofType('CASH_BREAK').dueAt(NOW).resolvedAt(NOW).with({ slaState: 'met' });

    const { types, patch } = triage({ update: true, exception_type: 'SETTLEMENT_FAIL' }, { exception: resolved });

    expect(types).toEqual(['TriageCompleted']);
    expect(patch).toMatchObject({ status: 'resolved', type: 'SETTLEMENT_FAIL' });
    expect(patch).not.toHaveProperty('slaState');
  });
});
