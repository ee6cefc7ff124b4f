import { anException } from '../testing/exception.builder.ts';
import { actOfCommand } from './acts-of-people.ts';

const exception = anException().withStatus('escalated').withSeverity('low').with({ owner: 'bob' }).build();
const ABOUT = { subjectType: 'exception', subjectId: 'EX-1' };

describe('a command to a case', () => {
  it.each([
    [{ command: 'assign', owner: 'ann' }, 'case.assigned', 'why', { owner: 'bob' }, { owner: 'ann' }],
    [{ command: 'assign', owner: null }, 'case.assigned', 'why', { owner: 'bob' }, { owner: null }],
    [{ command: 'comment' }, 'case.commented', null, null, { comment: 'why' }],
    [
      { command: 'change_severity', severity: 'high' },
      'case.severity_changed',
      'why',
      { severity: 'low' },
      { severity: 'high' },
    ],
    [
      { command: 'escalate', escalated_to: 'boss' },
      'case.escalated',
      'why',
      { status: 'escalated' },
      { status: 'escalated', escalated_to: 'boss' },
    ],
    [{ command: 'resolve' }, 'case.resolved', 'why', { status: 'escalated' }, { status: 'resolved' }],
    [{ command: 'reopen' }, 'case.reopened', 'why', { status: 'escalated' }, { status: 'open' }],
    [{ command: 'recalculate' }, 'case.recalculated', 'why', null, null],
  ] as const)('%j is %s', (said, action, reason, before, after) => {
    const data = { actor_id: 'ann', note: 'why', ...said };

    expect(actOfCommand({ type: 'CaseCommandSubmitted', data }, exception)).toEqual({
      ...ABOUT,
      action,
      reason,
      before,
      after,
    });
  });
});

describe('a command to a step', () => {
  const command = { step_order: 1, actor_id: 'ann', actor_roles: [], note: 'fine' };

  it.each([
    ['complete', 'step.completed'],
    ['skip', 'step.skipped'],
    ['approve', 'step.approved'],
    ['reject', 'step.rejected'],
    ['retry', 'step.retried'],
  ] as const)('%s is %s', (word, action) => {
    const data = { ...command, command: word };

    expect(actOfCommand({ type: 'StepCommandSubmitted', data }, exception)).toEqual({
      ...ABOUT,
      action,
      reason: 'fine',
      before: { step: 1, status: null },
      after: { step: 1, command: word },
    });
  });

  it('includes the result that the person gives', () => {
    const data = { ...command, command: 'complete', result: { seen: true } } as const;

    expect(actOfCommand({ type: 'StepCommandSubmitted', data }, exception).after).toMatchObject({
      result: { seen: true },
    });
  });
});

describe('a tool run of a person', () => {
  const run = { execution_id: 'a-run', tool: 'settle', step_order: null };
  const ABOUT_RUN = { subjectType: 'tool_execution', subjectId: 'a-run', before: null };

  it('is a call, without its arguments: they may hold secrets', () => {
    const data = { ...run, tool_version: 3, arguments: { password: 'x' }, requested_by: 'user:ann' };

    expect(actOfCommand({ type: 'ToolExecutionRequested', data }, exception)).toEqual({
      ...ABOUT_RUN,
      action: 'tool.called',
      reason: null,
      after: { tool: 'settle', tool_version: 3 },
    });
  });

  it('is cancelled with a reason', () => {
    const data = {
      ...run,
      http_status: null,
      error_code: 'cancelled',
      error: 'Cancelled: wrong account',
      attempts: 0,
      duration_ms: 0,
    };

    expect(actOfCommand({ type: 'ToolExecutionFailed', data }, exception)).toEqual({
      ...ABOUT_RUN,
      action: 'tool.cancelled',
      reason: 'Cancelled: wrong account',
      after: { tool: 'settle' },
    });
  });
});
