import type { ExceptionNormalized, TriageCompleted } from '@sentinai/contracts';
import { type Packs, NOW, anException } from '@sentinai/domain/testing';
import { contractDisagreements } from '@sentinai/messaging/agent';
import { DEADLINE, HAPPENED, HOUR, triage, triaged } from '../testing/a-triage.ts';
import { TriageAgent } from './triage.agent.ts';

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
      undecided: [],
      matched_rules: [{ rule: 'classification', outcome: 'named by the source' }],
      domain_pack_version: 1,
      policy_pack_version: null,
    } satisfies TriageCompleted);
    expect(patch).toEqual({
      type: 'CASH_BREAK',
      sourceType: 'CASH_BREAK',
      severity: 'low',
      confidence: 0.85,
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

describe('a rule that reads an unreadable field', () => {
  const config: Packs = { pack: { severity_rules: [{ name: 'large', when: 'amount > 1e6', severity: 'critical' }] } };
  const unreadable = [{ field: 'amount' as const, path: '$.sum', reason: 'is not written as an amount' }];
  const open = {
    fact: 'severity',
    rule: 'large',
    reason: 'amount > 1000000.0: amount cannot be read ($.sum: is not written as an amount)',
  } as const;

  it('is recorded as undecided, in the event and on the case', () => {
    const { data, patch } = triage({ unreadable }, { config });

    expect(data('TriageCompleted')).toMatchObject({
      severity: 'low',
      undecided: [open],
      matched_rules: [expect.anything(), { rule: 'large', outcome: `undecided: ${open.reason}` }],
    });
    expect(patch.undecided).toEqual([open]);
  });

  it('is tried again with every later state, until nothing is open', () => {
    const exception = anException()
      .ofType('CASH_BREAK')
      .withSeverity('low')
      .with({ slaDeadline: DEADLINE, undecided: [open] });

    const { data, patch } = triage({ update: true, amount: 5 }, { exception, config });
    expect(data('TriageCompleted')).toMatchObject({ severity: 'low', undecided: [] });
    expect(patch.undecided).toEqual([]);
  });

  it('does not matter once a person has set the severity', () => {
    const exception = anException().with({ milestones: { severity_set_at: 'then' } });

    expect(triage({ unreadable }, { exception, config }).data('TriageCompleted')).toMatchObject({ undecided: [] });
  });

  it('names a type that cannot be read', () => {
    const odd = [{ field: 'type' as const, path: '$.kind', reason: 'is an object, not a text' }];

    const { data } = triage({ exception_type: null, unreadable: odd }, { config });
    expect(data('TriageCompleted')).toMatchObject({
      exception_type: 'UNCLASSIFIED',
      confidence: 0,
      undecided: [{ fact: 'type', rule: 'classification' }],
      matched_rules: [
        { outcome: 'undecided: type cannot be read ($.kind: is an object, not a text)' },
        expect.anything(),
      ],
    });
  });
});
