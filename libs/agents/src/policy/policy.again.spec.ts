/** The policy in force, applied again to an open case as it is stored: `PolicyEvaluationRequested`. */
import type { PolicyEvaluationRequested, TriageCompleted } from '@sentinai/contracts';
import type { CaseFile, PackPlaybook } from '@sentinai/domain';
import { type Packs, NOW, aCaseFile, after, anEvent, anException, decided } from '@sentinai/domain/testing';
import { PolicyAgent } from './policy.agent.ts';

const agent = new PolicyAgent();

const REQUEST: PolicyEvaluationRequested = { actor_id: 'ann', reason: 'New policy.', bulk_job_id: null };
const again = (file: CaseFile) => decided(agent.decide(anEvent('PolicyEvaluationRequested', { ...REQUEST }), file));

const STEPS: PackPlaybook['steps'] = [{ name: 'tell', action_type: 'notify' }];
const CASH: Packs = { pack: { playbooks: [{ name: 'cash', match: { exception_type: 'CASH_BREAK' }, steps: STEPS }] } };

const triaged: TriageCompleted = {
  exception_type: 'CASH_BREAK',
  severity: 'high',
  confidence: 0.75,
  sla_minutes: 120,
  sla_deadline: new Date(NOW.getTime() + 3_600_000).toISOString(),
  status: null,
  matched_rules: [],
  undecided: [],
  domain_pack_version: 1,
  policy_pack_version: 1,
};

/** A case after its triage, and after the verdict on it. */
function evaluatedCase(config: Packs, facts: Partial<CaseFile['exception']> = {}): CaseFile {
  const exception = anException().with({
    type: 'CASH_BREAK',
    severity: 'high',
    confidence: 0.75,
    status: 'analyzing',
    slaDeadline: new Date(NOW.getTime() + 3_600_000),
    milestones: { triaged_at: 'then' },
    ...facts,
  });
  const file = aCaseFile({ exception, config });
  const { undecided } = file.exception;
  const verdict = decided(agent.decide(anEvent('TriageCompleted', { ...triaged, undecided: [...undecided] }), file));
  return after(file, verdict);
}

const withPacks = ({ exception }: CaseFile, config: Packs): CaseFile => aCaseFile({ exception, config });

const THRESHOLD: Packs['tenant'] = { guardrails: { human_approval_threshold: 0.8 } };
const SEVERITY = { fact: 'severity', rule: 'large', reason: 'amount cannot be read' } as const;

describe('with an unchanged policy', () => {
  it.each<[string, Packs, Partial<CaseFile['exception']>]>([
    ['whose playbook runs', CASH, {}],
    ['that requires an approval, by its confidence', { ...CASH, tenant: THRESHOLD }, {}],
    ['that was escalated, since nothing matches', {}, {}],
    ['that is blocked', { ...CASH, tenant: { guardrails: { block_lists: ['CASH_BREAK'] } } }, {}],
    ['with an undecided severity', CASH, { undecided: [SEVERITY] }],
  ])('a case %s stays as it is, and the record says that it was decided again', (_case, config, facts) => {
    const file = evaluatedCase(config, facts);

    const { types, patch } = again(file);

    expect(types).toEqual(['PolicyEvaluationCompleted']);
    expect({ ...file.exception, ...patch }).toEqual(file.exception);
  });
});

describe('with a changed policy', () => {
  it('takes its verdict, by the confidence of the last triage; type, severity and SLA stay', () => {
    const file = evaluatedCase(CASH);

    const { data, patch } = again(withPacks(file, { ...CASH, tenant: THRESHOLD }));

    expect(data('PolicyEvaluationCompleted')).toMatchObject({
      decision: 'require_approval',
      reasons: ['confidence 0.75 is below the threshold of 0.8: approval required'],
    });
    expect({ ...file.exception, ...patch }).toMatchObject({
      type: 'CASH_BREAK',
      severity: 'high',
      slaDeadline: file.exception.slaDeadline,
      policy: { decision: 'require_approval' },
    });
  });

  it('counts a confidence that was not recorded as none', () => {
    const file = evaluatedCase(CASH, { confidence: null });

    expect(again(withPacks(file, { ...CASH, tenant: THRESHOLD })).data('PolicyEvaluationCompleted')).toMatchObject({
      approval_required: true,
    });
  });

  it('starts the playbook that matches now, where the case was escalated for want of one', () => {
    const file = evaluatedCase({});

    const { types, patch } = again(withPacks(file, CASH));

    expect(file.exception.status).toBe('escalated');
    expect(types).toEqual(['PolicyEvaluationCompleted', 'PlaybookMatched']);
    expect(patch).toMatchObject({ currentPlaybookId: 1 });
    expect(patch).not.toHaveProperty('status');
  });

  it('leaves the playbook that the case has, whatever matches now', () => {
    const other: Packs = { pack: { playbooks: [{ name: 'other', priority: 9, match: {}, steps: STEPS }] } };

    expect(again(withPacks(evaluatedCase(CASH), other)).types).toEqual(['PolicyEvaluationCompleted']);
  });

  it('keeps the owner, and does not open a routing that is settled', () => {
    const routing = [{ when: 'amount > 1000.0', owner: 'large cases' }];
    const unreadable = [{ field: 'amount' as const, path: '$.sum', reason: 'is not an amount' }];
    const file = evaluatedCase(CASH, { owner: 'ann', unreadable });

    const { patch } = again(withPacks(file, { ...CASH, tenant: { routing } }));

    expect(patch).toMatchObject({ owner: 'ann', policy: { decision: 'require_approval' } });
    expect(patch).not.toHaveProperty('undecided');
  });
});

it.each<[string, Partial<CaseFile['exception']>]>([
  ['is resolved by now', { status: 'resolved' }],
  ['has no verdict yet', { policy: null }],
])('leaves out a case that %s', (_case, facts) => {
  const file = evaluatedCase(CASH);

  expect(again({ ...file, exception: { ...file.exception, ...facts } })).toMatchObject({ types: [], patch: {} });
});
