import type { PackPlaybook } from '@sentinai/domain';
import { NOW, anException } from '@sentinai/domain/testing';
import { SOURCE_OF_RECORD, aRun } from '../../testing/a-run.ts';

type Steps = PackPlaybook['steps'];

const TELL: Steps[number] = { name: 'tell', action_type: 'notify', params: { to: 'desk', message: 'look' } };

describe('consecutive safe steps', () => {
  const run = aRun(
    [
      TELL,
      { name: 'give', action_type: 'assign_owner', params: { owner: 'ann' } },
      { name: 'mark', action_type: 'set_status', params: { status: 'analyzing' } },
      { name: 'note', action_type: 'add_comment', params: { comment: '{exception.type} of {exception.amount}' } },
    ],
    { exception: anException().with({ amount: 12 }) },
  );
  const decision = run.start();

  it('run in one decision, to the end', () => {
    expect(decision.types).toEqual([
      'PlaybookStarted',
      'NotificationRequested',
      'PlaybookStepCompleted',
      'ExceptionAssigned',
      'PlaybookStepCompleted',
      'PlaybookStepCompleted',
      'CommentAdded',
      'PlaybookStepCompleted',
      'PlaybookCompleted',
      'ExceptionResolved',
    ]);
    expect(decision.data('PlaybookCompleted')).toEqual({
      playbook_id: 1,
      name: 'fix',
      version: 1,
      outcome: 'completed',
      steps_completed: 4,
      steps_skipped: 0,
      steps_failed: 0,
    });
  });

  it('do what they say', () => {
    expect(decision.data('NotificationRequested')).toEqual({
      channel: 'default',
      recipients: ['desk'],
      subject: 'CASH_BREAK EX-1',
      message: 'look',
      severity: 'medium',
    });
    expect(decision.data('ExceptionAssigned')).toEqual({
      from: null,
      to: 'ann',
      assigned_by: 'playbook:fix',
      note: null,
    });
    expect(decision.data('CommentAdded')).toEqual({ author: 'playbook:fix', comment: 'CASH_BREAK of 12' });
    expect(run.exception).toMatchObject({ owner: 'ann', currentStep: null, humanTouches: 0 });
    expect(run.step(4)).toMatchObject({
      status: 'completed',
      attempts: 1,
      actor: 'agent:playbook',
      result: { comment: 'CASH_BREAK of 12' },
    });
  });

  it('resolve the exception at the end, and leave its milestones', () => {
    expect(run.exception).toMatchObject({
      status: 'resolved',
      resolvedAt: NOW,
      playbookRun: { status: 'completed', ended_at: NOW.toISOString() },
      milestones: {
        ingested_at: NOW.toISOString(),
        playbook_started_at: NOW.toISOString(),
        playbook_ended_at: NOW.toISOString(),
        resolved_at: NOW.toISOString(),
      },
    });
    expect(decision.data('ExceptionResolved')).toMatchObject({ resolved_by: 'playbook:fix' });
  });
});

describe('a condition', () => {
  it('that does not hold skips its step, with the reason', () => {
    const run = aRun([
      { ...TELL, when: 'amount > 10.0' },
      { ...TELL, name: 'tell others', when: 'severity == "medium"' },
    ]);

    const { types, data } = run.start();

    expect(types.filter((type) => type.startsWith('PlaybookStep'))).toEqual([
      'PlaybookStepSkipped',
      'PlaybookStepCompleted',
    ]);
    expect(data('PlaybookStepSkipped')).toMatchObject({ step_order: 1, reason: 'amount is absent' });
    expect(run.step(1)).toMatchObject({ status: 'skipped', attempts: 0 });
  });

  it('sees what earlier steps have done', () => {
    const run = aRun([
      { name: 'call', action_type: 'manual', params: { instruction: 'Ask' } },
      { ...TELL, when: "steps.call.result.answer == 'yes'" },
      { ...TELL, name: 'else', when: "steps.call.result.answer != 'yes'" },
    ]);
    run.start();
    run.command('complete', { result: { answer: 'yes' } });

    expect(run.statuses).toEqual(['completed', 'completed', 'skipped']);
  });

  it('on every step leaves a playbook that does nothing but end', () => {
    expect(
      aRun([{ ...TELL, when: 'false' }])
        .start()
        .data('PlaybookCompleted'),
    ).toMatchObject({
      outcome: 'completed',
      steps_skipped: 1,
    });
  });
});

describe('the end of a run', () => {
  it.each<[string, Steps[number]]>([
    ['a step that escalates', { name: 'up', action_type: 'escalate', params: { reason: 'too large', to: 'head' } }],
    ['a status', { name: 'up', action_type: 'set_status', params: { status: 'escalated', reason: 'too large' } }],
  ])('does not resolve what was escalated by %s', (_case, step) => {
    const run = aRun([step]);

    const { types, data } = run.start();

    expect(types).toEqual(['PlaybookStarted', 'ExceptionEscalated', 'PlaybookStepCompleted', 'PlaybookCompleted']);
    expect(data('ExceptionEscalated')).toMatchObject({ reason: 'playbook_step', detail: 'too large' });
    expect(run.exception).toMatchObject({ status: 'escalated', milestones: { escalated_at: NOW.toISOString() } });
  });

  it('resolves once, though a step has resolved already', () => {
    const run = aRun([
      { name: 'end', action_type: 'resolve', params: { resolution: 'booked' } },
      { name: 'again', action_type: 'set_status', params: { status: 'resolved' } },
    ]);

    const { types, data } = run.start();

    expect(types.filter((type) => type === 'ExceptionResolved')).toHaveLength(1);
    expect(data('ExceptionResolved')).toMatchObject({ resolution: 'booked' });
  });
});

describe('a status that a step sets', () => {
  it('goes through the status machine, each move with its event', () => {
    const run = aRun([
      { name: 'end', action_type: 'set_status', params: { status: 'resolved', resolution: 'booked' } },
      { name: 'again', action_type: 'set_status', params: { status: 'analyzing', reason: 'it bounced' } },
      { name: 'up', action_type: 'set_status', params: { status: 'escalated', reason: 'too large' } },
    ]);

    const { types, data } = run.start();

    expect(types.filter((type) => type.startsWith('Exception'))).toEqual([
      'ExceptionResolved',
      'ExceptionReopened',
      'ExceptionEscalated',
    ]);
    expect(data('ExceptionResolved')).toMatchObject({ resolved_by: 'playbook:fix', resolution: 'booked' });
    expect(data('ExceptionReopened')).toEqual({ reopened_by: 'playbook:fix', reason: 'it bounced' });
    expect(run.exception).toMatchObject({ status: 'escalated', resolvedAt: null });
  });

  it.each([
    ['open', 'analyzing', 'cannot become open. It can become escalated or resolved.'],
    ['analyzing', 'escalated', 'cannot become analyzing. It can become resolved.'],
    ['escalated', 'resolved', 'cannot become escalated. It can become open.'],
  ])('that no move leads to fails the step: %s from %s', (status, from, reason) => {
    const run = aRun([
      { name: 'first', action_type: 'set_status', params: { status: from } },
      { name: 'then', action_type: 'set_status', params: { status } },
    ]);

    expect(run.start().data('PlaybookStepFailed')).toMatchObject({
      step_order: 2,
      error: `An exception that is ${from} ${reason}`,
    });
  });
});

describe('an escalation that nobody asked for', () => {
  it('is told once: a run that fails after a step has escalated tells no second', () => {
    const { types } = aRun([
      { name: 'up', action_type: 'escalate', params: { to: 'head' } },
      { name: 'fails', action_type: 'assign_owner', params: {} },
    ]).start();

    expect(types.filter((type) => type === 'ExceptionEscalated')).toHaveLength(1);
    expect(types.slice(-1)).toEqual(['PlaybookCompleted']);
  });

  it('is not told of a case that is resolved', () => {
    const run = aRun([
      { name: 'end', action_type: 'resolve' },
      { name: 'fails', action_type: 'assign_owner', params: {} },
    ]);

    const { types } = run.start();

    expect(types).not.toContain('ExceptionEscalated');
  });
});

describe('where the source is the system of record', () => {
  const run = aRun(
    [
      { name: 'mark', action_type: 'set_status', params: { status: 'resolved' } },
      { name: 'end', action_type: 'resolve', params: { resolution: 'book it' } },
      { name: 'up', action_type: 'escalate' },
    ],
    SOURCE_OF_RECORD,
  );
  const { types, data } = run.start();

  it('no step and no end changes the status', () => {
    expect(types).not.toContain('ExceptionResolved');
    expect(run.exception).toMatchObject({ status: 'analyzing', resolvedAt: null });
    expect(run.step(1).result).toEqual({ status: 'resolved', applied: false, reason: 'the source decides the status' });
  });

  it('resolving becomes a suggestion', () => {
    expect(data('ResolutionSuggested')).toEqual({ suggestion: 'book it', suggested_by: 'playbook:fix' });
  });

  it('an escalation is told', () => {
    expect(types).toContain('ExceptionEscalated');
  });
});

describe('templates', () => {
  it('fail the step when they grow beyond bounds', () => {
    const exception = anException().withPayload({ text: 'x'.repeat(1_000_001) });

    const { types, data } = aRun([{ ...TELL, params: { message: '{exception.raw_payload.text}!' } }], {
      exception,
    }).start();

    expect(data('PlaybookStepFailed').error).toContain('grow beyond');
    expect(types).toContain('ExceptionEscalated');
  });

  it.each<Steps[number]>([
    {
      name: 'notify',
      action_type: 'notify',
      params: {
        to: '{exception.raw_payload.t}',
        channel: '{exception.raw_payload.t}',
        subject: '{exception.raw_payload.t}',
        message: '{exception.raw_payload.t}',
      },
    },
    { name: 'assign', action_type: 'assign_owner', params: { owner: '{exception.raw_payload.t}' } },
    { name: 'status', action_type: 'set_status', params: { status: '{exception.raw_payload.t}' } },
    { name: 'comment', action_type: 'add_comment', params: { comment: '{exception.raw_payload.t}' } },
    { name: 'manual', action_type: 'manual', params: { instruction: '{exception.raw_payload.t}' } },
    {
      name: 'escalate',
      action_type: 'escalate',
      params: { reason: '{exception.raw_payload.t}', to: '{exception.raw_payload.t}' },
    },
    { name: 'suggest', action_type: 'suggest_resolution', params: { suggestion: '{exception.raw_payload.t}' } },
    { name: 'resolve', action_type: 'resolve', params: { resolution: '{exception.raw_payload.t}' } },
  ])('put a long text from outside into valid events: $name', (step) => {
    const exception = anException().withPayload({ t: '😀'.repeat(6_000) });

    const { events } = aRun([step], { exception }).start();

    expect(events.map(({ data }) => JSON.stringify(data)).join('')).not.toMatch(/\\ud/);
  });
});

it('works with the type and severity it was matched on, whatever the source has told since', () => {
  const run = aRun([
    {
      name: 'page',
      action_type: 'notify',
      when: "severity == 'high'",
      params: { to: 'desk', message: '{exception.severity} {exception.type}' },
    },
  ]);
  const matched = { exception_type: 'CASH_BREAK', severity: 'high' as const };
  run.file = { ...run.file, exception: { ...run.file.exception, type: 'OTHER', severity: 'low' } };

  const { data } = run.give('PlaybookMatched', {
    playbook_id: 1,
    name: 'fix',
    version: 1,
    ...matched,
    candidates: [],
    undecided: [],
  });

  expect(data('NotificationRequested')).toMatchObject({ message: 'high CASH_BREAK', severity: 'high' });
});
