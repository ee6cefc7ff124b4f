import type { PlaybookMatched, TriageCompleted } from '@sentinai/contracts';
import {
  type CaseFileParts,
  type Packs,
  NOW,
  aCaseFile,
  after,
  anEvent,
  anException,
  decided,
} from '@sentinai/domain/testing';
import { contractDisagreements } from '@sentinai/messaging/agent';
import { PolicyAgent } from './policy.agent.ts';

const agent = new PolicyAgent();

const PLAYBOOKS: Packs = {
  pack: {
    playbooks: [
      { name: 'cash', match: { exception_type: 'CASH_BREAK' }, steps: [{ name: 'tell', action_type: 'notify' }] },
      {
        name: 'urgent',
        priority: 5,
        match: { sla_minutes_remaining_lt: 30 },
        steps: [{ name: 'tell', action_type: 'notify' }],
      },
    ],
  },
};

const triaged = (fields: Partial<TriageCompleted> = {}): TriageCompleted => ({
  exception_type: 'CASH_BREAK',
  severity: 'high',
  confidence: 1,
  sla_minutes: 120,
  sla_deadline: new Date(NOW.getTime() + 3_600_000).toISOString(),
  status: null,
  matched_rules: [],
  undecided: [],
  domain_pack_version: 1,
  policy_pack_version: 1,
  ...fields,
});

const known = anException()
  .ofType('CASH_BREAK')
  .withStatus('analyzing')
  .with({ milestones: { triaged_at: 'then' } });
const anEventOf = (fields: Partial<TriageCompleted>) => anEvent('TriageCompleted', triaged(fields));
const evaluate = (fields: Partial<TriageCompleted> = {}, file: CaseFileParts = {}) =>
  decided(agent.decide(anEventOf(fields), aCaseFile({ exception: known, config: PLAYBOOKS, ...file })));

it('consumes what the contracts say it consumes', () => {
  expect(contractDisagreements(PolicyAgent)).toEqual([]);
});

describe('a playbook that fits', () => {
  it('is named, with every candidate and why', () => {
    const { types, data, patch } = evaluate();

    expect(types).toEqual(['PolicyEvaluationCompleted', 'PlaybookMatched']);
    expect(data('PlaybookMatched')).toMatchObject({
      playbook_id: 1,
      name: 'cash',
      version: 1,
      candidates: [
        { name: 'urgent', matched: false, why: ['60 minutes of SLA remain, not less than 30'] },
        { name: 'cash', matched: true },
      ],
    });
    expect(patch).toMatchObject({
      currentPlaybookId: 1,
      policy: { decision: 'allow', reasons: [], approval_required: false, route_to: null },
      milestones: { triaged_at: 'then', evaluated_at: NOW.toISOString() },
    });
    expect(patch).not.toHaveProperty('status');
  });

  it('is chosen by the SLA time that is left', () => {
    const soon = new Date(NOW.getTime() + 60_000).toISOString();

    const { data } = evaluate({ sla_deadline: soon });

    expect((data('PlaybookMatched') as PlaybookMatched).name).toBe('urgent');
  });

  it('is not started a second time by a later evaluation, whatever that says', () => {
    const file = aCaseFile({ exception: known, config: PLAYBOOKS });
    const first = decided(agent.decide(anEventOf({}), file));

    const second = decided(
      agent.decide(anEventOf({ exception_type: 'POSITION_BREAK', severity: 'low' }), after(file, first)),
    );

    expect(second.types).toEqual(['PolicyEvaluationCompleted']);
    expect(second.patch).not.toHaveProperty('currentPlaybookId');
    expect(second.patch).not.toHaveProperty('status');
  });

  it('is not started on a case that was resolved when its source reported this', () => {
    const { types, patch } = evaluate({ status: 'resolved' });

    expect(types).toEqual(['PolicyEvaluationCompleted']);
    expect(patch).not.toHaveProperty('currentPlaybookId');
  });

  it('is started on a state that was open, though a later one, seen already by triage, is resolved', () => {
    const { types } = evaluate({ status: 'open' }, { exception: known.resolvedAt(NOW) });

    expect(types).toContain('PlaybookMatched');
  });

  it('is not started on a case that is resolved here, where the platform decides that', () => {
    expect(evaluate({}, { exception: known.resolvedAt(NOW) }).types).toEqual(['PolicyEvaluationCompleted']);
  });
});

describe('no playbook that fits', () => {
  const unmatched = { exception_type: 'POSITION_BREAK' };

  it('escalates, to the owner by routing', () => {
    const config = { ...PLAYBOOKS, tenant: { routing: [{ owner: 'desk' }] } };

    const { types, data, patch } = evaluate(unmatched, { config });

    expect(types).toEqual(['PolicyEvaluationCompleted', 'ExceptionEscalated']);
    expect(data('ExceptionEscalated')).toEqual({
      reason: 'no_playbook',
      detail: 'None of 2 playbooks fits',
      escalated_to: 'desk',
    });
    expect(patch).toMatchObject({
      status: 'escalated',
      milestones: { triaged_at: 'then', evaluated_at: NOW.toISOString(), escalated_at: NOW.toISOString() },
    });
  });

  it('escalates once', () => {
    const file = aCaseFile({ exception: known, config: PLAYBOOKS });
    const first = decided(agent.decide(anEventOf(unmatched), file));

    const second = decided(agent.decide(anEventOf(unmatched), after(file, first)));

    expect(second.types).toEqual(['PolicyEvaluationCompleted']);
  });

  it('may match later, when the case has changed', () => {
    const file = aCaseFile({ exception: known, config: PLAYBOOKS });
    const first = decided(agent.decide(anEventOf(unmatched), file));

    expect(decided(agent.decide(anEventOf({}), after(file, first))).types).toContain('PlaybookMatched');
  });

  it('leaves the status to a source that is the system of record', () => {
    const config: Packs = {
      pack: {
        normalization: { source_status: '$.s', status: { authority: 'source', map: {}, default: 'open' } },
      },
    };

    const { types, patch } = evaluate(unmatched, { config });

    expect(types).toContain('ExceptionEscalated');
    expect(patch).not.toHaveProperty('status');
    expect(patch.milestones).toHaveProperty('escalated_at', NOW.toISOString());
  });
});

describe('the verdict', () => {
  it('of a blocked type escalates, and starts no playbook', () => {
    const config: Packs = { ...PLAYBOOKS, tenant: { guardrails: { block_lists: ['CASH_BREAK'] } } };

    const { types, data, patch } = evaluate({}, { config });

    expect(types).toEqual(['PolicyEvaluationCompleted', 'ExceptionEscalated']);
    expect(data('PolicyEvaluationCompleted')).toMatchObject({ decision: 'block' });
    expect(data('ExceptionEscalated')).toMatchObject({ reason: 'policy_blocked' });
    expect(patch).toMatchObject({ status: 'escalated', policy: { decision: 'block' } });
    expect(patch).not.toHaveProperty('currentPlaybookId');
  });

  it.each<[string, Partial<TriageCompleted>, Packs['tenant']]>([
    ['an approval rule', {}, { approval_rules: [{ severity: 'high', require_approval: true }] }],
    ['doubt about the type', { confidence: 0.3 }, { guardrails: { human_approval_threshold: 0.8 } }],
  ])('asks for an approval by %s, and the playbook starts all the same', (_case, fields, tenant) => {
    const { types, data, patch } = evaluate(fields, { config: { ...PLAYBOOKS, tenant } });

    expect(types).toEqual(['PolicyEvaluationCompleted', 'PlaybookMatched']);
    expect(data('PolicyEvaluationCompleted')).toMatchObject({ decision: 'require_approval', approval_required: true });
    expect(patch.policy).toMatchObject({ decision: 'require_approval', approval_required: true });
  });
});

describe('the owner', () => {
  const tenant: Packs['tenant'] = {
    routing: [
      { exception_type: 'POSITION_BREAK', owner: 'positions' },
      { when: 'amount > 1000.0', owner: 'large cases' },
      { severity: 'high', owner: 'duty' },
    ],
  };

  it.each([
    ['duty', {}],
    ['large cases', { amount: 5_000 }],
  ])('is %s by the first route that matches', (owner, facts) => {
    const { data, patch } = evaluate({}, { exception: known.with(facts), config: { ...PLAYBOOKS, tenant } });

    expect(data('PolicyEvaluationCompleted')).toMatchObject({ route_to: owner });
    expect(patch).toMatchObject({ owner });
  });

  it('stays who it is', () => {
    const { patch } = evaluate({}, { exception: known.with({ owner: 'ann' }), config: { ...PLAYBOOKS, tenant } });

    expect(patch).toMatchObject({ owner: 'ann' });
  });
});

describe('what is undecided', () => {
  const severity = {
    fact: 'severity',
    rule: 'large',
    reason: 'amount cannot be read ($.sum: is not an amount)',
  } as const;
  const unreadable = [{ field: 'amount' as const, path: '$.sum', reason: 'is not an amount' }];
  const steps = [{ name: 'tell', action_type: 'notify' as const }];

  it('requires an approval, and the run is told to ask before it does anything', () => {
    const [cash] = PLAYBOOKS.pack?.playbooks ?? [];
    const config = { pack: { playbooks: cash ? [cash] : [] } };

    const { data, patch } = evaluate({ undecided: [severity] }, { config });

    expect(data('PolicyEvaluationCompleted')).toMatchObject({
      decision: 'require_approval',
      reasons: ['severity is undecided (large: amount cannot be read ($.sum: is not an amount)): approval required'],
    });
    expect(data('PlaybookMatched')).toMatchObject({ name: 'cash', undecided: [severity] });
    expect(patch).toMatchObject({ undecided: [severity], policy: { decision: 'require_approval' } });
  });

  it.each<[string, Packs, Partial<TriageCompleted>]>([
    [
      'its severity',
      { pack: { playbooks: [{ name: 'big', match: { severity_in: ['critical'] }, steps }] } },
      { undecided: [severity] },
    ],
    ['its condition', { pack: { playbooks: [{ name: 'big', match: {}, when: 'amount > 1e6', steps }] } }, {}],
  ])('escalates instead of taking or skipping a playbook: %s', (_case, config, fields) => {
    const playbooks = [...(config.pack?.playbooks ?? []), { name: 'small', priority: -1, match: {}, steps }];

    const { types, data, patch } = evaluate(fields, {
      exception: known.with({ unreadable }),
      config: { pack: { playbooks } },
    });
    expect(types).toEqual(['PolicyEvaluationCompleted', 'ExceptionEscalated']);
    expect(data('ExceptionEscalated')).toMatchObject({
      reason: 'undecided',
      detail: expect.stringMatching(/^Whether playbook big fits is undecided: .*amount cannot be read/),
    });
    expect(patch).toMatchObject({ status: 'escalated' });
    expect(patch.undecided).toContainEqual(expect.objectContaining({ fact: 'playbook', rule: 'big' }));
  });

  it('is forgotten when a later evaluation leaves nothing open', () => {
    expect(evaluate({}, { exception: known.with({ undecided: [severity] }) }).patch.undecided).toEqual([]);
    expect(evaluate().patch).not.toHaveProperty('undecided');
  });
});
