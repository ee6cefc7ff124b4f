import type { PackPlaybook } from '@sentinai/domain';
import { anException } from '@sentinai/domain/testing';
import { aRun } from '../../testing/a-run.ts';

type Step = PackPlaybook['steps'][number];

const TELL: Step = { name: 'tell', action_type: 'notify', params: { to: 'desk' } };
const CALL: Step = { name: 'call', action_type: 'call_tool', params: { tool: 'getOrder' } };
const NOTE: Step = { name: 'note', action_type: 'add_comment', params: { comment: 'done' } };
const unreadable = [{ field: 'amount' as const, path: '$.sum', reason: 'is not written as an amount' }];
const exception = anException().with({ amount: null, unreadable });

describe('a step whose condition reads an unreadable field', () => {
  it.each([TELL, CALL])('is neither skipped nor done: a person is asked ($name)', (step) => {
    const run = aRun([{ ...step, when: 'amount > 100' }, NOTE], { exception });
    const asked = run.start();

    expect(asked.types).toEqual(['PlaybookStarted', 'ApprovalRequested']);
    expect(asked.data('ApprovalRequested')).toMatchObject({
      roles: ['operator', 'admin'],
      reasons: [
        `whether step ${step.name} applies is undecided: amount > 100: amount cannot be read ($.sum: is not written as an amount)`,
      ],
    });
    expect(run.statuses).toEqual(['awaiting_approval', 'pending']);
  });

  it('is done once it is approved', () => {
    const run = aRun([{ ...TELL, when: 'amount > 100' }, NOTE], { exception });
    run.start();

    expect(run.command('approve').types).toContain('NotificationRequested');
    expect(run.statuses).toEqual(['completed', 'completed']);
  });

  it('can be skipped by a person', () => {
    const run = aRun([{ ...CALL, when: 'amount > 100' }, NOTE], { exception });
    run.start();

    expect(run.command('skip').types).not.toContain('ToolExecutionRequested');
    expect(run.statuses).toEqual(['skipped', 'completed']);
  });

  it('is skipped where another part of the condition is false', () => {
    const run = aRun([{ ...CALL, when: "amount > 100 && status == 'open'" }, NOTE], { exception });

    expect(run.start().types).not.toContain('ApprovalRequested');
    expect(run.statuses).toEqual(['skipped', 'completed']);
  });

  it('may ask for the fact itself', () => {
    const run = aRun([{ ...TELL, when: "'amount' in unreadable" }, NOTE], { exception });

    expect(run.start().types).toContain('NotificationRequested');
  });
});

describe('a run on an exception of which something is undecided', () => {
  const open = { fact: 'severity', rule: 'large', reason: 'amount cannot be read' } as const;
  const start = (steps: Step[]) => {
    const run = aRun(steps, { exception });
    return { run, started: run.start({ undecided: [open] }) };
  };

  it('asks a person before its first step, and goes on from there', () => {
    const { run, started } = start([TELL, NOTE]);

    expect(started.types).toEqual(['PlaybookStarted', 'ApprovalRequested']);
    expect(started.data('ApprovalRequested')).toMatchObject({
      step_name: 'tell',
      reasons: ['severity is undecided (large: amount cannot be read)'],
    });
    expect(run.command('approve').types).toEqual(
      expect.arrayContaining(['NotificationRequested', 'PlaybookCompleted', 'ExceptionResolved']),
    );
  });

  it('asks before the first step that is done, when those before it are skipped', () => {
    const { run } = start([{ ...CALL, when: "status == 'open'" }, NOTE]);

    expect(run.statuses).toEqual(['skipped', 'awaiting_approval']);
  });

  it('asks before the next step when the tool of the first one is forbidden', () => {
    const run = aRun([{ ...CALL, on_failure: 'skip' }, NOTE], {
      exception,
      tenant: { guardrails: { block_lists: ['getOrder'] } },
    });
    run.start({ undecided: [open] });

    expect(run.statuses).toEqual(['failed', 'awaiting_approval']);
  });
});
