import type { PackPlaybook } from '@sentinai/domain';
import { aRun } from '../../testing/a-run.ts';

type Step = PackPlaybook['steps'][number];

const FETCH: Step = { name: 'fetch', action_type: 'call_tool', params: { tool: 'getOrder' } };
const ACT: Step = { name: 'act', action_type: 'call_tool', params: { tool: 'retrySettlement', arguments: { a: 1 } } };
const CALL: Step = { name: 'call', action_type: 'manual', params: { instruction: 'Call' } };
const NOTE: Step = { name: 'note', action_type: 'add_comment' };
const at = (time: string): Date => new Date(`2026-11-20T${time}.000Z`);

const started = (...steps: Step[]) => {
  const run = aRun(steps);
  return { run, decision: run.start() };
};

describe('a tool step with a retry rule', () => {
  const retry = { max_attempts: 3, backoff_ms: 30_000 };

  it('is tried again after its backoff, which doubles', () => {
    const { run } = started({ ...FETCH, retry }, NOTE);

    const first = run.answerFailure('gone');

    expect(first.types).toEqual(['StepRetryScheduled']);
    expect(first.data('StepRetryScheduled')).toMatchObject({
      attempt: 1,
      error: 'getOrder: gone',
      due_at: '2026-11-20T12:00:30.000Z',
    });
    expect(run.exception).toMatchObject({
      timerAt: at('12:00:30'),
      currentStep: 1,
      playbookRun: { status: 'running' },
    });
    run.wait(0.5);
    expect(run.elapse().types).toEqual(['ToolExecutionRequested']);
    expect(run.step(1)).toMatchObject({ status: 'running', attempts: 2 });
    expect(run.exception.timerAt).toBeNull();
    run.answerFailure('gone');
    expect(run.exception.timerAt).toEqual(at('12:01:30'));
  });

  it('goes on when an attempt succeeds', () => {
    const { run } = started({ ...FETCH, retry }, NOTE);
    run.answerFailure();
    run.elapse();

    expect(run.answer({}).types).toContain('PlaybookCompleted');
    expect(run.step(1)).toMatchObject({ status: 'completed', attempts: 2 });
    expect(run.step(1)).not.toHaveProperty('error');
  });

  it('fails by its rule after the last attempt', () => {
    const { run } = started({ ...FETCH, retry: { max_attempts: 2, backoff_ms: 0 }, on_failure: 'skip' }, NOTE);

    expect(run.answerFailure().types).toEqual(['StepRetryScheduled', 'ToolExecutionRequested']);
    expect(run.answerFailure().types).toEqual(expect.arrayContaining(['PlaybookStepFailed', 'PlaybookCompleted']));
    expect(run.statuses).toEqual(['failed', 'completed']);
  });

  it('has all its attempts anew when the run comes to it again', () => {
    const { run } = started({ ...FETCH, retry: { max_attempts: 2, backoff_ms: 0 }, on_failure: { goto: 'fetch' } });
    run.answerFailure();
    run.answerFailure();

    expect(run.answerFailure().types).toEqual(['StepRetryScheduled', 'ToolExecutionRequested']);
  });

  it('need not be approved again: what was approved is what is tried', () => {
    const { run } = started({ ...ACT, retry, approval: true });
    run.command('approve');
    run.answerFailure();

    const { types, data } = run.elapse();

    expect(types).toEqual(['ToolExecutionRequested']);
    expect(data('ToolExecutionRequested')).toMatchObject({ arguments: { a: 1 } });
    expect(run.step(1).approvals).toEqual(['ann']);
  });

  it('may be tried at once by a person, or passed over', () => {
    const hurried = started({ ...FETCH, retry }, NOTE).run;
    hurried.answerFailure();
    const skipped = started({ ...FETCH, retry }, NOTE).run;
    skipped.answerFailure();

    expect(hurried.command('retry').types).toEqual(['ToolExecutionRequested']);
    expect(hurried.elapse().types).toEqual([]);
    expect(skipped.command('skip').types).toContain('PlaybookCompleted');
    expect(skipped.exception.timerAt).toBeNull();
  });
});

describe('a timeout', () => {
  it("fails a person's step that takes too long", () => {
    const { run } = started({ ...CALL, timeout: '30m', on_failure: 'escalate' }, NOTE);
    expect(run.exception.timerAt).toEqual(at('12:30:00'));

    const { types, data } = run.elapse();

    expect(data('PlaybookStepFailed')).toMatchObject({ error: 'timed out after 30 minutes' });
    expect(types).toContain('ExceptionEscalated');
    expect(run.statuses).toEqual(['failed', 'completed']);
    expect(run.exception.timerAt).toBeNull();
  });

  it('counts as a failed attempt of a tool, whose answer is not waited for any more', () => {
    const { run } = started({ ...FETCH, timeout: 1, retry: { max_attempts: 2, backoff_ms: 0 } }, NOTE);
    const late = run.executionId();
    run.wait(1);

    expect(run.elapse().types).toEqual(['StepRetryScheduled', 'ToolExecutionRequested']);
    expect(run.executionId()).not.toBe(late);
    expect(run.answer({}, late).types).toEqual([]);
    expect(run.exception.timerAt).toEqual(at('12:02:00'));
  });

  it('does not run while an approval is awaited', () => {
    const { run } = started({ ...ACT, timeout: 1, approval: true });

    expect(run.exception.timerAt).toBeNull();
    run.command('approve');
    expect(run.exception.timerAt).toEqual(at('12:01:00'));
  });

  it('of a step that has moved on changes nothing', () => {
    const { run } = started({ ...CALL, timeout: 30 }, { ...CALL, name: 'call back', timeout: 30 });
    const due_at = run.step(1).timer?.due_at;
    run.command('complete');

    expect(run.elapse({ step_order: 1, due_at, attempt: 1, kind: 'timeout' }).types).toEqual([]);
    expect(run.elapse({ attempt: 2 }).types).toEqual([]);
    expect(run.elapse({ kind: 'retry' }).types).toEqual([]);
    expect(run.statuses).toEqual(['completed', 'awaiting_person']);
  });
});

describe('an approval that expires', () => {
  it('fails the step', () => {
    const { run } = started({ ...ACT, approval: { quorum: 2, expires: '2h' } });
    run.command('approve');
    expect(run.exception.timerAt).toEqual(at('14:00:00'));

    expect(run.elapse().data('PlaybookStepFailed')).toMatchObject({ error: 'not approved within 120 minutes' });
    expect(run.exception).toMatchObject({ status: 'escalated', timerAt: null });
  });
});

describe('a person tries a failed step again', () => {
  it('and the run goes on from there', () => {
    const { run } = started(FETCH, NOTE);
    run.answerFailure();
    expect(run.exception.playbookRun).toMatchObject({ status: 'failed', failed_step: 1 });

    expect(run.command('retry', { step_order: 1 }).types).toEqual(['ToolExecutionRequested']);
    expect(run.exception).toMatchObject({ currentStep: 1, playbookRun: { status: 'running', requested_by: ['ann'] } });
    expect(run.exception.playbookRun).not.toHaveProperty('failed_step');
    run.answer({});
    expect(run.statuses).toEqual(['completed', 'completed']);
  });

  it('but no other step, and not once the case is resolved', () => {
    const { run } = started(FETCH, NOTE);
    run.answerFailure();

    expect(run.command('retry', { step_order: 2 }).types).toEqual(['StepCommandRefused']);
    run.file = { ...run.file, exception: { ...run.exception, status: 'resolved' } };
    expect(run.command('retry', { step_order: 1 }).types).toEqual(['StepCommandRefused']);
  });
});
