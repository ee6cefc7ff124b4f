import type { ExceptionRecord, PackPlaybook, PolicyRecord } from '@sentinai/domain';
import { aCaseFile, anException } from '@sentinai/domain/testing';
import { Run, SOURCE_OF_RECORD, aRun } from '../../testing/a-run.ts';

const CALL: PackPlaybook['steps'] = [{ name: 'call', action_type: 'manual', params: { instruction: 'Call' } }];
const PAY: PackPlaybook['steps'] = [
  { name: 'pay', action_type: 'manual', params: { instruction: 'Pay' }, approval: true },
];

const PLAYBOOKS: PackPlaybook[] = [
  { name: 'usual', match: {}, steps: CALL },
  { name: 'large', priority: 1, match: {}, when: 'amount > 100.0', steps: PAY },
];

const policy: PolicyRecord = { decision: 'allow', reasons: [], approval_required: false, route_to: null };

const started = () => {
  const exception = anException()
    .ofType('CASH_BREAK')
    .withStatus('analyzing')
    .with({ amount: 5, currentPlaybookId: 1, policy });
  const run = new Run(aCaseFile({ exception, config: { pack: { playbooks: PLAYBOOKS } } }));
  run.start();
  return run;
};

const recalculate = (run: Run) =>
  run.give('CaseCommandSubmitted', { command: 'recalculate', actor_id: 'ann', note: null });

describe('a playbook that is matched anew', () => {
  it('gives way to the one that fits now', () => {
    const run = started();
    run.file = { ...run.file, exception: { ...run.exception, amount: 500 } };

    const { types, data } = recalculate(run);

    expect(types).toEqual([
      'PlaybookStepSkipped',
      'PlaybookCompleted',
      'PlaybookMatched',
      'PlaybookStarted',
      'ApprovalRequested',
    ]);
    expect(data('PlaybookCompleted')).toMatchObject({ name: 'usual', outcome: 'superseded', steps_skipped: 1 });
    expect(data('PlaybookMatched').candidates).toHaveLength(2);
    expect(run.exception).toMatchObject({ currentPlaybookId: 2, currentStep: 1, playbookRun: { name: 'large' } });
  });

  it('is not approved by who asked for it', () => {
    const run = started();
    run.file = { ...run.file, exception: { ...run.exception, amount: 500 } };
    recalculate(run);

    expect(run.command('approve').data('StepCommandRefused')).toMatchObject({ reason: 'requester' });
    expect(run.command('approve', { actor_id: 'ben' }).types).toContain('StepExecutionRequested');
  });

  it('stays when it fits best as before', () => {
    const run = started();

    expect(recalculate(run).types).toEqual([]);
    expect(run.statuses).toEqual(['awaiting_person']);
  });

  it.each<[string, Partial<ExceptionRecord>]>([
    ['the case is resolved', { status: 'resolved' }],
    ['policy forbids it', { policy: { ...policy, decision: 'block' } }],
    ['policy has not been asked', { policy: null }],
  ])('stays when %s', (_case, facts) => {
    const run = started();
    run.file = { ...run.file, exception: { ...run.exception, amount: 500, ...facts } };

    expect(recalculate(run).types).toEqual([]);
  });

  it('is begun once, though its match is told', () => {
    const run = started();
    run.file = { ...run.file, exception: { ...run.exception, amount: 500 } };
    const matched = recalculate(run).data('PlaybookMatched');

    expect(run.give('PlaybookMatched', matched).types).toEqual([]);
  });
});

describe('a case that its source has resolved', () => {
  it('asks nobody any more', () => {
    const run = aRun(
      [{ name: 'get', action_type: 'call_tool', params: { tool: 'getOrder' } }, ...CALL],
      SOURCE_OF_RECORD,
    );
    run.start();
    run.file = { ...run.file, exception: { ...run.exception, status: 'resolved' } };

    const { types, data } = run.answer({});

    expect(types).toEqual(['PlaybookStepCompleted', 'PlaybookStepSkipped', 'PlaybookCompleted']);
    expect(data('PlaybookCompleted')).toMatchObject({ outcome: 'stopped' });
    expect(run.exception).toMatchObject({ currentStep: null, playbookRun: { status: 'stopped' } });
  });
});
