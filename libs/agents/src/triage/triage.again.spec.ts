/** Triage of an open case as it is stored, by the packs in force: `TriageRequested`. */
import type { ExceptionNormalized, TriageRequested } from '@sentinai/contracts';
import type { CaseFile, PlaybookRun } from '@sentinai/domain';
import {
  type ExceptionBuilder,
  type Packs,
  NOW,
  aCaseFile,
  after,
  anEvent,
  anException,
  decided,
} from '@sentinai/domain/testing';
import { HAPPENED, HOUR, triage } from '../testing/a-triage.ts';
import { TriageAgent } from './triage.agent.ts';

const agent = new TriageAgent();

const REQUEST: TriageRequested = { actor_id: 'ann', reason: 'New rules.', reset_severity: false, bulk_job_id: null };

const again = (file: CaseFile, fields: Partial<TriageRequested> = {}) =>
  decided(agent.decide(anEvent('TriageRequested', { ...REQUEST, ...fields }), file));

/** An exception after the triage of its first state. */
function triagedCase(fields: Partial<ExceptionNormalized> = {}, config: Packs = {}, known = anException()): CaseFile {
  const exception = known.with({
    sourceSystem: 'Murex',
    occurredAt: HAPPENED,
    amount: fields.amount ?? null,
    payload: fields.raw_payload ?? {},
    unreadable: fields.unreadable ?? [],
  });
  return after(aCaseFile({ exception, config }), triage(fields, { exception, config }));
}

const withPacks = ({ exception, now }: CaseFile, config: Packs): CaseFile => aCaseFile({ exception, config, now });
const withFacts = ({ exception, config, now }: CaseFile, facts: Partial<CaseFile['exception']>): CaseFile =>
  aCaseFile({ exception: { ...exception, ...facts }, config, now });

const BY_RULES: Packs = {
  pack: {
    classification: [{ when: 'has(rawPayload.settleId)', type: 'SETTLEMENT_FAIL' }],
    severity_rules: [{ name: 'large', when: 'amount > 1000.0', severity: 'high' }],
    sla: { by_severity: { low: 600, medium: 240, high: 60 } },
  },
};

describe('with unchanged packs', () => {
  it.each<[string, Partial<ExceptionNormalized>, Packs]>([
    ['whose source named its type', {}, BY_RULES],
    ['whose source named its type, which a rule would not have given', { raw_payload: { settleId: 7 } }, BY_RULES],
    ['classified by a rule', { exception_type: null, raw_payload: { settleId: 7 } }, BY_RULES],
    ['that nothing classified', { exception_type: null }, BY_RULES],
    ['rated by a rule', { amount: 5_000 }, BY_RULES],
    [
      'with something undecided',
      { unreadable: [{ field: 'amount', path: '$.sum', reason: 'is not an amount' }] },
      BY_RULES,
    ],
  ])('a case %s stays as it is, and the record says that it was decided again', (_case, fields, config) => {
    const file = triagedCase(fields, config);
    const first = triage(fields, { exception: file.exception, config }).data('TriageCompleted');

    const { types, data, patch } = again(file);

    expect(types).toEqual(['TriageCompleted']);
    expect(data('TriageCompleted')).toEqual(first);
    expect({ ...file.exception, ...patch }).toEqual(file.exception);
  });

  it('keeps the confidence of a type that an update left out', () => {
    const file = triagedCase({ exception_type: null, raw_payload: { settleId: 7 } }, BY_RULES);
    const update = triage(
      { update: true, exception_type: null, raw_payload: { note: 'x' } },
      { exception: file.exception, config: BY_RULES },
    );

    expect(update.types).toEqual([]);
    expect(after(file, update).exception.confidence).toBe(0.75);
  });
});

describe('with changed packs', () => {
  it('takes the severity of the rules in force, and its SLA from when the exception happened', () => {
    const file = triagedCase({ amount: 5_000 }, { pack: { sla: BY_RULES.pack?.sla } });

    const { data, patch } = again(withPacks(file, BY_RULES));

    expect(data('TriageCompleted')).toMatchObject({
      severity: 'high',
      confidence: 1,
      sla_minutes: 120,
      status: null,
      matched_rules: [
        { rule: 'classification', outcome: 'named by the source' },
        { rule: 'large', outcome: 'high' },
      ],
    });
    expect(patch).toMatchObject({ severity: 'high', slaDeadline: new Date(HAPPENED.getTime() + 2 * HOUR) });
  });

  it('takes the type of a new rule, where the source named none', () => {
    const file = triagedCase({ exception_type: null, raw_payload: { settleId: 7 } });

    expect(again(withPacks(file, BY_RULES)).patch).toMatchObject({ type: 'SETTLEMENT_FAIL', confidence: 0.75 });
  });

  it('keeps the type of a case from before the name of its source was recorded', () => {
    const file = withFacts(triagedCase({ raw_payload: { settleId: 7 } }), { sourceType: null, confidence: null });

    expect(again(withPacks(file, BY_RULES)).patch).toMatchObject({ type: 'CASH_BREAK', confidence: 0.85 });
  });

  it('records the versions it decided by', () => {
    const file = triagedCase();
    const config = { ...file.config, domainPackVersion: 9, policyPackVersion: 4 };

    const { data, patch } = again({ ...file, config });

    expect(data('TriageCompleted')).toMatchObject({ domain_pack_version: 9, policy_pack_version: 4 });
    expect(patch).toMatchObject({ domainPackVersion: 9, policyPackVersion: 4 });
  });
});

describe('a severity that a person has set', () => {
  const set = anException()
    .withSeverity('critical')
    .with({ milestones: { severity_set_at: NOW.toISOString() } });
  const file = triagedCase({ amount: 5_000 }, BY_RULES, set);

  it('stays', () => {
    expect(again(file).patch).toMatchObject({
      severity: 'critical',
      milestones: { severity_set_at: NOW.toISOString() },
    });
  });

  it('gives way to the rules when the request says so, and no longer counts as set', () => {
    const { data, patch } = again(file, { reset_severity: true });

    expect(data('TriageCompleted')).toMatchObject({ severity: 'high' });
    expect(patch.severity).toBe('high');
    expect(patch.milestones).not.toHaveProperty('severity_set_at');
  });
});

describe('the SLA clock', () => {
  const sla = (minutes: number): Packs => ({ pack: { sla: { by_type: { POSITION_BREAK: minutes } } } });
  const at = (minutes: number) => new Date(HAPPENED.getTime() + minutes * 60_000);
  /** Decided again an hour after the exception happened. */
  const clockAfter = (facts: Partial<CaseFile['exception']>, minutes: number) => {
    const file = triagedCase({ exception_type: 'POSITION_BREAK' }, sla(40));
    const { patch } = again(withPacks(withFacts(file, facts), sla(minutes)));
    const { slaDeadline, slaState, slaNextAt } = { ...file.exception, ...facts, ...patch };
    return { slaDeadline, slaState, slaNextAt };
  };
  const WARNED = { slaState: 'imminent', slaNextAt: at(40) } as const;
  const EXPIRED = { slaState: 'expired', slaNextAt: null } as const;

  it.each([
    ['keeps its warning where the deadline stays', WARNED, 40, WARNED],
    ['keeps its alarm where the deadline stays', EXPIRED, 40, EXPIRED],
    ['does not raise its alarm twice for an earlier deadline', EXPIRED, 30, EXPIRED],
    ['raises only its alarm where the warning was given', WARNED, 50, { slaState: 'imminent', slaNextAt: at(50) }],
    ['raises its alarm for a deadline still to come', EXPIRED, 70, { slaState: 'imminent', slaNextAt: at(70) }],
    ['warns again of a deadline far ahead', EXPIRED, 600, { slaState: 'running', slaNextAt: at(480) }],
  ] as const)('%s', (_case, before, minutes, expected) => {
    expect(clockAfter(before, minutes)).toEqual({ slaDeadline: at(minutes), ...expected });
  });

  it('stops where no SLA applies any more', () => {
    const file = triagedCase({ exception_type: 'POSITION_BREAK' }, sla(40));

    expect(again(withPacks(file, {})).patch).toMatchObject({ slaDeadline: null, slaState: 'none', slaNextAt: null });
  });
});

describe('the rest of the case', () => {
  const playbookRun: PlaybookRun = {
    playbook_id: 1,
    name: 'fix',
    version: 1,
    status: 'running',
    matched: { exception_type: 'CASH_BREAK', severity: 'low' },
    started_at: NOW.toISOString(),
    steps: [{ order: 1, name: 'pay', action_type: 'manual', status: 'awaiting_approval', attempts: 1 }],
  };

  it.each<[string, Partial<CaseFile['exception']>]>([
    ['that was reopened', { status: 'open' }],
    ['that is escalated', { status: 'escalated' }],
    ['whose playbook waits for an approval', { playbookRun, currentStep: 1, currentPlaybookId: 1 }],
    ['with an owner', { owner: 'ann' }],
  ])('stays: one %s', (_case, facts) => {
    const file = withFacts(triagedCase(), facts);

    expect({ ...file.exception, ...again(file).patch }).toMatchObject(facts);
  });
});

it.each<[string, ExceptionBuilder]>([
  [
    'is resolved by now',
    anException()
      .with({ milestones: { triaged_at: 'then' } })
      .resolvedAt(NOW),
  ],
  ['was not triaged yet', anException()],
])('leaves out a case that %s', (_case, exception) => {
  expect(again(aCaseFile({ exception }))).toMatchObject({ types: [], patch: {} });
});
