import type { PackPlaybook } from '@sentinai/domain';
import type { Packs } from '@sentinai/domain/testing';
import { aRun, idOfEvent } from '../../testing/a-run.ts';

type Step = PackPlaybook['steps'][number];

const FETCH: Step = {
  name: 'fetch',
  action_type: 'call_tool',
  params: { tool: 'getOrder', arguments: { orderId: "{exception.raw_payload.order ?? ''}" } },
};
const TELL: Step = { name: 'tell', action_type: 'notify', params: { message: 'price {steps.fetch.result.price}' } };

describe('a tool call', () => {
  it('asks for the tool and waits', () => {
    const run = aRun([FETCH, TELL]);

    const { types, data } = run.start();

    expect(types).toEqual(['PlaybookStarted', 'ToolExecutionRequested']);
    expect(data('ToolExecutionRequested')).toMatchObject({
      tool: 'getOrder',
      tool_version: 1,
      arguments: { orderId: '' },
      step_order: 1,
      requested_by: 'playbook:fix',
    });
    expect(run.exception.currentStep).toBe(1);
    expect(run.step(1)).toMatchObject({ status: 'running', attempts: 1 });
  });

  it('goes on with what the tool answered', () => {
    const run = aRun([FETCH, TELL]);
    run.start();

    const { types, data } = run.answer({ price: 7 });

    expect(types).toEqual([
      'PlaybookStepCompleted',
      'NotificationRequested',
      'PlaybookStepCompleted',
      'PlaybookCompleted',
      'ExceptionResolved',
    ]);
    expect(data('NotificationRequested')).toMatchObject({ message: 'price 7' });
    expect(run.step(1)).toMatchObject({ status: 'completed', actor: 'agent:tool', result: { price: 7 } });
  });

  it('keeps a long answer with its execution only', () => {
    const run = aRun([FETCH, TELL]);
    run.start();
    run.answer({ text: 'x'.repeat(8_001) });

    expect(run.step(1).result).toEqual({ truncated: true });
  });
});

describe('an answer nobody waits for changes nothing', () => {
  const waiting = () => {
    const run = aRun([FETCH, { name: 'call', action_type: 'manual', params: { instruction: 'Call' } }]);
    run.start();
    return run;
  };

  it('of an unknown execution', () => {
    expect(waiting().answer({}, idOfEvent(77)).types).toEqual([]);
    expect(waiting().answerFailure('late', idOfEvent(77)).types).toEqual([]);
  });

  it('that comes twice', () => {
    const run = waiting();
    const executionId = run.executionId();
    run.answer({});

    expect(run.answer({ other: true }, executionId).types).toEqual([]);
  });

  it('that comes after the run has ended', () => {
    const run = waiting();
    const executionId = run.executionId();
    run.answer({});
    run.command('complete');

    expect(run.answerFailure('late', executionId).types).toEqual([]);
  });

  it('without any run', () => {
    expect(aRun([FETCH]).answer({}, idOfEvent(77)).types).toEqual([]);
  });
});

describe('the id of an execution', () => {
  const started = () => {
    const run = aRun([{ ...FETCH, on_failure: { goto: 'fetch' } }]);
    run.start();
    return run;
  };

  it('is the same for the same cause, decided again', () => {
    expect(started().executionId()).toBe(started().executionId());
  });

  it('is another for another attempt', () => {
    const run = started();
    const first = run.executionId();
    run.answerFailure();

    expect(run.executionId()).not.toBe(first);
    expect(run.step(1)).toMatchObject({ status: 'running', attempts: 2 });
    expect(run.step(1)).not.toHaveProperty('error');
  });
});

describe('a tool that may not be called fails the step', () => {
  const ACT: Step = { name: 'act', action_type: 'call_tool', params: { tool: 'retrySettlement' } };

  it.each<[string, Packs['tenant'], string]>([
    ['on the block list', { guardrails: { block_lists: ['retrySettlement'] } }, 'block list'],
    ['not on the allow list', { guardrails: { allow_lists: ['getOrder'] } }, 'allow list'],
    ['not approved', { approved_tools: ['getOrder'] }, 'approved tools'],
  ])('%s', (_case, tenant, reason) => {
    const { types, data } = aRun([ACT], { tenant }).start();

    expect(types).not.toContain('ToolExecutionRequested');
    expect(data('PlaybookStepFailed').error).toContain(reason);
    expect(data('PlaybookCompleted')).toMatchObject({ outcome: 'failed' });
  });

  it('unknown by the time it is wanted', () => {
    const run = aRun([FETCH]);
    run.file = { ...run.file, config: { ...run.file.config, tools: new Map() } };

    expect(run.start().data('PlaybookStepFailed').error).toContain('is not a tool');
  });
});

describe('when a tool fails', () => {
  const failing = (on_failure?: Step['on_failure'], ...others: Step[]) => {
    const run = aRun([
      { ...FETCH, ...(on_failure && { on_failure }) },
      { name: 'then', action_type: 'add_comment' },
      ...others,
    ]);
    run.start();
    return run;
  };

  it('the run fails and the exception is handed on', () => {
    const run = failing();

    const { types, data } = run.answerFailure('gone away');

    expect(types).toEqual(['PlaybookStepFailed', 'PlaybookCompleted', 'ExceptionEscalated']);
    expect(data('PlaybookStepFailed')).toMatchObject({ error: 'getOrder: gone away', attempts: 1 });
    expect(data('PlaybookCompleted')).toMatchObject({ outcome: 'failed', steps_failed: 1 });
    expect(data('ExceptionEscalated')).toMatchObject({ reason: 'playbook_failed' });
    expect(run.statuses).toEqual(['failed', 'pending']);
    expect(run.exception).toMatchObject({ status: 'escalated', currentStep: null, playbookRun: { status: 'failed' } });
  });

  it('skip goes on as if nothing were, and resolves', () => {
    const { types } = failing('skip').answerFailure();

    expect(types).toEqual(['PlaybookStepFailed', 'PlaybookStepCompleted', 'PlaybookCompleted', 'ExceptionResolved']);
  });

  it('escalate hands on and goes on, and does not resolve', () => {
    const run = failing('escalate');

    const { types, data } = run.answerFailure();

    expect(types).toEqual(['PlaybookStepFailed', 'ExceptionEscalated', 'PlaybookStepCompleted', 'PlaybookCompleted']);
    expect(data('ExceptionEscalated')).toMatchObject({ detail: 'fetch: getOrder: no answer' });
    expect(run.exception.status).toBe('escalated');
  });

  it('goto goes there', () => {
    const run = failing({ goto: 'last' }, { name: 'last', action_type: 'add_comment' });
    run.answerFailure();

    expect(run.statuses).toEqual(['failed', 'pending', 'completed']);
  });

  it('a goto back ends after twenty attempts', () => {
    const run = failing({ goto: 'fetch' });
    let answers = 0;
    for (; run.exception.playbookRun?.status === 'running'; answers += 1) run.answerFailure();

    expect(answers).toBe(20);
    expect(run.exception).toMatchObject({ status: 'escalated', playbookRun: { status: 'failed' } });
    expect(run.step(1)).toMatchObject({ attempts: 20, error: 'tried 20 times' });
  });

  it('an error of any length makes valid events', () => {
    const run = failing('escalate');

    expect(run.answerFailure('x'.repeat(4_000)).types).toContain('ExceptionEscalated');
  });
});

it('a loop of steps that fail at once ends within its one decision', () => {
  const run = aRun([
    { name: 'first', action_type: 'assign_owner', on_failure: { goto: 'second' } },
    {
      name: 'second',
      action_type: 'set_status',
      params: { status: '{exception.type}' },
      on_failure: { goto: 'first' },
    },
  ]);

  const { types } = run.start();

  expect(types.filter((type) => type === 'PlaybookStepFailed')).toHaveLength(41);
  expect(types.slice(-2)).toEqual(['PlaybookCompleted', 'ExceptionEscalated']);
});
