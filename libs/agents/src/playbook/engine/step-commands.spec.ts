import type { StepCommandSubmitted } from '@sentinai/contracts';
import type { PackPlaybook } from '@sentinai/domain';
import { anException } from '@sentinai/domain/testing';
import { aRun } from '../../testing/a-run.ts';

type Step = PackPlaybook['steps'][number];

const CALL: Step = {
  name: 'call',
  action_type: 'manual',
  params: { instruction: 'Call {exception.entity}', phone: '1' },
};
const NOTE: Step = { name: 'note', action_type: 'add_comment' };

describe("a person's step", () => {
  const waiting = () => {
    const run = aRun([CALL, NOTE], { exception: anException().with({ entity: 'Bank A' }) });
    return { run, decision: run.start() };
  };

  it('says what is to be done, and waits', () => {
    const { run, decision } = waiting();

    expect(decision.types).toEqual(['PlaybookStarted', 'StepExecutionRequested']);
    expect(decision.data('StepExecutionRequested')).toMatchObject({
      instruction: 'Call Bank A',
      params: { phone: '1' },
    });
    expect(run.exception).toMatchObject({ currentStep: 1, humanTouches: 0 });
    expect(run.statuses).toEqual(['awaiting_person', 'pending']);
  });

  it('goes on when it is done, with what the person entered', () => {
    const { run } = waiting();

    const { types, events } = run.command('complete', { note: 'they paid', result: { paid: true } });

    expect(types).toEqual(['PlaybookStepCompleted', 'PlaybookStepCompleted', 'PlaybookCompleted', 'ExceptionResolved']);
    expect(events[0]?.actor).toEqual({ type: 'user', id: 'ann' });
    expect(run.step(1)).toMatchObject({
      status: 'completed',
      actor: 'user:ann',
      result: { note: 'they paid', paid: true },
    });
    expect(run.exception.humanTouches).toBe(1);
  });

  it('can be left out', () => {
    const { run } = waiting();

    expect(run.command('skip', { note: 'closed already' }).data('PlaybookStepSkipped')).toMatchObject({
      reason: 'closed already',
    });
    expect(run.statuses).toEqual(['skipped', 'completed']);
  });
});

describe('a command that does not fit changes nothing, and is told so', () => {
  const REFUSED = ['StepCommandRefused'];

  it.each<[string, Partial<StepCommandSubmitted>]>([
    ['an approval of what needs none', { command: 'approve' }],
    ['a rejection of what needs no approval', { command: 'reject' }],
    ['a retry of what has not failed', { command: 'retry' }],
    ['a step that is not reached yet', { command: 'complete', step_order: 2 }],
    ['a step there is not', { command: 'complete', step_order: 9 }],
  ])('%s', (_case, { command = 'complete', ...fields }) => {
    const run = aRun([CALL, NOTE]);
    run.start();

    const { types, patch, data } = run.command(command, fields);

    expect(types).toEqual(REFUSED);
    expect(data('StepCommandRefused')).toMatchObject({ command, actor_id: 'ann', reason: 'not_waiting' });
    expect(patch).toEqual({});
  });

  it('a step that has moved on', () => {
    const run = aRun([CALL, { ...CALL, name: 'call again' }]);
    run.start();
    run.command('complete');

    expect(run.command('complete', { step_order: 1 }).types).toEqual(REFUSED);
    expect(run.exception.currentStep).toBe(2);
  });

  it('a step that waits for a tool', () => {
    const run = aRun([{ name: 'fetch', action_type: 'call_tool', params: { tool: 'getOrder' } }]);
    run.start();

    expect(run.command('skip').types).toEqual(REFUSED);
  });

  it('a run that has ended, or not begun', () => {
    const run = aRun([CALL]);

    expect(run.command('complete').types).toEqual(REFUSED);
    run.start();
    run.command('complete');
    expect(run.command('complete', { step_order: 1 }).types).toEqual(REFUSED);
  });
});
