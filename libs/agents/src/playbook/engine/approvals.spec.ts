import type { StepCommandSubmitted } from '@sentinai/contracts';
import type { PackPlaybook } from '@sentinai/domain';
import { type Decided, anException } from '@sentinai/domain/testing';
import { SOURCE_OF_RECORD, aRun, idOfEvent } from '../../testing/a-run.ts';

type Step = PackPlaybook['steps'][number];
type StepCommandFields = Partial<StepCommandSubmitted>;

const RETRY: Step = {
  name: 'retry',
  action_type: 'call_tool',
  params: { tool: 'retrySettlement', arguments: { amount: '{exception.amount}' } },
};
const NOTE: Step = { name: 'note', action_type: 'add_comment', params: { comment: 'done' } };
const exception = anException().with({ amount: 100 });
const ASKED = { approval_rules: [{ tool: 'retrySettlement', require_approval: true }] };

const waiting = (approval: Step['approval'] = true, step: Step = RETRY) => {
  const run = aRun([{ ...step, approval }, NOTE], { exception });
  return { run, asked: run.start() };
};

const refusalOf = ({ types, data }: Decided): unknown => {
  expect(types).toEqual(['StepCommandRefused']);
  return data('StepCommandRefused').reason;
};

describe('an approval is asked for', () => {
  it('by the step, with the arguments it would run with', () => {
    const { run, asked } = waiting({ roles: ['admin'], quorum: 2 });

    expect(asked.types).toEqual(['PlaybookStarted', 'ApprovalRequested']);
    expect(asked.data('ApprovalRequested')).toMatchObject({
      step_name: 'retry',
      reasons: ['step retry asks for an approval'],
      roles: ['admin'],
      quorum: 2,
      arguments: { tool: 'retrySettlement', arguments: { amount: 100 } },
    });
    expect(run.statuses).toEqual(['awaiting_approval', 'pending']);
  });

  it("by the tenant's rules for the tool, with the reason", () => {
    const asked = aRun([RETRY], { exception, tenant: ASKED }).start();

    expect(asked.data('ApprovalRequested')).toMatchObject({
      reasons: ['approval rule for retrySettlement: approval required'],
      roles: ['operator', 'admin'],
      quorum: 1,
    });
  });

  it('by what policy decided about the exception, for tools that act', () => {
    const policy = { decision: 'require_approval' as const, reasons: [], approval_required: true, route_to: null };
    const of = (tool: string) =>
      aRun([{ ...RETRY, params: { tool } }], { exception: exception.with({ policy }) }).start().types;

    expect(of('retrySettlement')).toContain('ApprovalRequested');
    expect(of('getOrder')).toContain('ToolExecutionRequested');
  });

  it('before a safe step too, when the pack wants it', () => {
    const { run, asked } = waiting(true, { name: 'tell', action_type: 'notify', params: { to: 'all' } });

    expect(asked.types).not.toContain('NotificationRequested');
    expect(run.command('approve').types).toEqual([
      'StepApprovalGiven',
      'NotificationRequested',
      'PlaybookStepCompleted',
      'CommentAdded',
      'PlaybookStepCompleted',
      'PlaybookCompleted',
      'ExceptionResolved',
    ]);
    expect(run.step(1)).toMatchObject({ actor: 'user:ann', approvals: ['ann'] });
  });
});

describe('what was approved', () => {
  it('runs with the very arguments that were shown, whatever the exception says by then', () => {
    const { run } = waiting();
    run.file = { ...run.file, exception: { ...run.exception, amount: 1_000_000 } };

    const { types, data } = run.command('approve');

    expect(types).toEqual(['StepApprovalGiven', 'ToolExecutionRequested']);
    expect(data('ToolExecutionRequested')).toMatchObject({ arguments: { amount: 100 } });
    expect(run.step(1)).toMatchObject({ status: 'running', attempts: 1, approvals: ['ann'] });
    expect(run.answer({}).types).toContain('PlaybookCompleted');
  });

  it('does not run when the tool was forbidden meanwhile', () => {
    const { run } = waiting();
    const forbidden = aRun([{ ...RETRY, approval: true }, NOTE], {
      exception,
      tenant: { guardrails: { block_lists: ['retrySettlement'] } },
    });
    run.file = { ...forbidden.file, exception: run.exception };

    const { types } = run.command('approve');

    expect(types).toEqual(['StepApprovalGiven', 'PlaybookStepFailed', 'PlaybookCompleted', 'ExceptionEscalated']);
  });

  it('and is done by a person, waits for that person', () => {
    const { run } = waiting(true, { name: 'call', action_type: 'manual', params: { instruction: 'Call' } });

    expect(run.command('approve').types).toEqual(['StepApprovalGiven', 'StepExecutionRequested']);
    expect(run.command('complete').types).toContain('PlaybookCompleted');
    expect(run.exception.humanTouches).toBe(2);
  });
});

describe('a quorum of two', () => {
  const quorum = { quorum: 2 };

  it('takes two people', () => {
    const { run } = waiting(quorum);

    const first = run.command('approve', { actor_id: 'ann', note: 'seen' });

    expect(first.types).toEqual(['StepApprovalGiven']);
    expect(first.data('StepApprovalGiven')).toMatchObject({
      approved_by: 'ann',
      note: 'seen',
      approvals: 1,
      quorum: 2,
    });
    expect(run.statuses[0]).toBe('awaiting_approval');
    expect(run.command('approve', { actor_id: 'ben' }).types).toEqual(['StepApprovalGiven', 'ToolExecutionRequested']);
    expect(run.step(1).approvals).toEqual(['ann', 'ben']);
  });

  it('is not met by one who approves twice', () => {
    const { run } = waiting(quorum);
    run.command('approve', { actor_id: 'ann' });

    expect(refusalOf(run.command('approve', { actor_id: 'ann' }))).toBe('already_approved');
    expect(run.step(1).approvals).toEqual(['ann']);
  });

  it('does not count what was given to an earlier attempt', () => {
    const { run } = waiting(quorum, { ...RETRY, on_failure: { goto: 'retry' } });
    run.command('approve', { actor_id: 'ann' });
    run.command('reject', { actor_id: 'ben', note: 'no' });

    expect(run.step(1)).toMatchObject({ status: 'awaiting_approval', approvals: [], attempts: 2 });
  });
});

describe('an approval does not count', () => {
  it.each<[string, Step['approval'], StepCommandFields]>([
    ['of somebody without the role', { roles: ['admin'] }, { actor_roles: ['operator'] }],
    ['of somebody whose token has no roles', true, { actor_roles: [] }],
    ['of a role that only the pack knows', { roles: ['treasurer'] }, { actor_roles: ['admin'] }],
  ])('%s', (_case, approval, fields) => {
    const { run } = waiting(approval);

    expect(refusalOf(run.command('approve', fields))).toBe('role');
    expect(run.step(1)).toMatchObject({ status: 'awaiting_approval', approvals: [] });
  });

  it('of the author of the playbook', () => {
    const run = aRun([{ ...RETRY, approval: true }, NOTE], { exception });
    const { playbook } = run.file;
    const written = playbook && { ...playbook, author: 'ann' };
    run.file = { ...run.file, playbook: written };
    run.start();
    run.file = { ...run.file, playbook: written };

    expect(refusalOf(run.command('approve'))).toBe('requester');
    run.file = { ...run.file, playbook: written };
    expect(run.command('approve', { actor_id: 'ben' }).types).toContain('ToolExecutionRequested');
  });

  it('of who had the step tried again', () => {
    const { run } = waiting();
    run.command('reject', { note: 'wrong day' });
    run.command('retry', { step_order: 1 });

    expect(run.step(1)).toMatchObject({ status: 'awaiting_approval', approval: { not_by: ['ann'] } });
    expect(refusalOf(run.command('approve'))).toBe('requester');
    expect(run.command('approve', { actor_id: 'ben' }).types).toContain('ToolExecutionRequested');
  });
});

describe('of several decisions at once, those that come too late', () => {
  const late = (run: ReturnType<typeof aRun>, command: StepCommandSubmitted['command'], fields: StepCommandFields) =>
    run.command(command, { step_order: 1, ...fields });

  it('are told who had approved', () => {
    const { run } = waiting();
    run.command('approve', { actor_id: 'ann' });
    const touches = run.exception.humanTouches;

    const second = late(run, 'approve', { actor_id: 'ben' });

    expect(second.types).toEqual(['StepCommandRefused']);
    expect(second.patch).toEqual({});
    expect(second.data('StepCommandRefused')).toEqual({
      command_id: idOfEvent(3),
      step_order: 1,
      command: 'approve',
      actor_id: 'ben',
      reason: 'quorum_reached',
      detail: 'Step 1 already has the approvals it needs, from: ann.',
    });
    expect(run.exception.humanTouches).toBe(touches);
  });

  it('are told when they were the same person’s', () => {
    const { run } = waiting();
    run.command('approve', { actor_id: 'ann' });

    expect(refusalOf(late(run, 'approve', { actor_id: 'ann' }))).toBe('already_approved');
  });

  it('are told after the step ran, too', () => {
    const { run } = waiting();
    run.command('approve', { actor_id: 'ann' });
    run.answer({});

    expect(refusalOf(late(run, 'approve', { actor_id: 'ben' }))).toBe('quorum_reached');
    expect(late(run, 'reject', { actor_id: 'ben', note: 'no' }).data('StepCommandRefused')).toMatchObject({
      reason: 'not_waiting',
      detail: 'Step 1 does not wait for reject: it is completed.',
    });
  });

  it('are told that the step was rejected, or that nobody had approved in time', () => {
    const rejected = waiting().run;
    rejected.command('reject', { actor_id: 'ben', note: 'too much' });
    const expired = waiting({ expires: '5m' }).run;
    expired.wait(5);
    expired.elapse();

    const details = [rejected, expired].map((run) =>
      late(run, 'approve', { actor_id: 'ann' }).data('StepCommandRefused'),
    );

    expect(details).toMatchObject([
      { reason: 'not_waiting', detail: 'Step 1 does not wait for approve: it is failed (rejected: too much).' },
      { reason: 'not_waiting', detail: expect.stringContaining('not approved within 5 minutes') },
    ]);
  });

  it('are told while the quorum is not reached that the step still waits', () => {
    const { run } = waiting({ quorum: 2 });
    run.command('approve', { actor_id: 'ann' });

    expect(refusalOf(late(run, 'approve', { actor_id: 'ann' }))).toBe('already_approved');
    expect(run.command('approve', { actor_id: 'ben' }).types).toContain('ToolExecutionRequested');
    expect(refusalOf(late(run, 'approve', { actor_id: 'cat' }))).toBe('quorum_reached');
  });
});

it('an admin has the roles below', () => {
  expect(waiting({ roles: ['operator'] }).run.command('approve', { actor_roles: ['admin'] }).types).toContain(
    'ToolExecutionRequested',
  );
});

describe('a refusal', () => {
  it('says why', () => {
    expect(refusalOf(waiting().run.command('reject', { note: ' ' }))).toBe('reason_missing');
  });

  it('fails the step, by the rule for failures', () => {
    const { run } = waiting();

    const { types, data, events } = run.command('reject', { note: 'too much' });

    expect(types).toEqual(['PlaybookStepFailed', 'PlaybookCompleted', 'ExceptionEscalated']);
    expect(data('PlaybookStepFailed')).toMatchObject({ error: 'rejected: too much' });
    expect(events[0]?.actor).toEqual({ type: 'user', id: 'ann' });
    expect(run.exception.status).toBe('escalated');
  });

  it('with the longest of notes is still told', () => {
    expect(waiting().run.command('reject', { note: 'x'.repeat(4_000) }).types).toContain('PlaybookStepFailed');
  });

  it('may be passed over, by the rule or by a person', () => {
    const skipping = waiting(true, { ...RETRY, on_failure: 'skip' }).run;
    skipping.command('reject', { note: 'no' });
    const skipped = waiting().run;
    skipped.command('skip');

    expect(skipping.statuses).toEqual(['failed', 'completed']);
    expect(skipped.statuses).toEqual(['skipped', 'completed']);
  });

  it('at a source of record leaves the status to the source', () => {
    const run = aRun([{ ...RETRY, approval: true }], { ...SOURCE_OF_RECORD, exception });
    run.start();
    run.command('reject', { note: 'no' });

    expect(run.exception.status).toBe('analyzing');
  });
});
