import type { DataOf, EVENTS, EventType } from '@sentinai/contracts';
import { anEvent } from '../testing/event.builder.ts';
import { ACTING_EVENTS, type ActingEvent, actOfEvent } from './acts-of-agents.ts';

const INSTANT = '2026-11-20T10:00:00.000Z';
const ABOUT = { subjectType: 'exception', subjectId: 'EX-1' };
const RUN = { execution_id: '0b7e6a52-1f3c-4d7e-9a11-5c2d8f4e6b02', tool: 'settle', attempts: 1, duration_ms: 5 };
const FAILED = { ...RUN, http_status: 500, error_code: 'http_status', error: 'It answered 500' };

const actOf = <Type extends ActingEvent['type']>(type: Type, data: DataOf<(typeof EVENTS)[Type]>) =>
  actOfEvent(anEvent(type as EventType, data) as ActingEvent);

describe('what changes a case', () => {
  it.each([
    [
      actOf('ExceptionAssigned', { from: null, to: 'desk', assigned_by: 'playbook:fix', note: 'Routed' }),
      {
        action: 'case.assigned',
        reason: 'Routed',
        before: { owner: null },
        after: { owner: 'desk', by: 'playbook:fix' },
      },
    ],
    [
      actOf('ExceptionResolved', { resolved_at: INSTANT, resolved_by: 'source:Murex', resolution: 'Settled' }),
      { action: 'case.resolved', reason: 'Settled', before: null, after: { status: 'resolved', by: 'source:Murex' } },
    ],
    [
      actOf('ExceptionReopened', { reopened_by: 'source:Murex', reason: 'It bounced' }),
      {
        action: 'case.reopened',
        reason: 'It bounced',
        before: { status: 'resolved' },
        after: { by: 'source:Murex' },
      },
    ],
    [
      actOf('ExceptionEscalated', { reason: 'playbook_failed', detail: 'Step 2 failed', escalated_to: null }),
      {
        action: 'case.escalated',
        reason: 'Step 2 failed',
        before: null,
        after: { status: 'escalated', escalated_to: null, cause: 'playbook_failed' },
      },
    ],
    [
      actOf('SLAExpired', { sla_deadline: INSTANT, severity: 'high', minutes_overdue: 0 }),
      { action: 'sla.expired', reason: null, before: null, after: { sla_deadline: INSTANT, severity: 'high' } },
    ],
  ])('is an act: %j', (act, expected) => {
    expect(act).toEqual({ ...ABOUT, ...expected });
  });

  it.each([
    actOf('ExceptionAssigned', { from: null, to: 'ann', assigned_by: 'user:ann', note: null }),
    actOf('ExceptionResolved', { resolved_at: INSTANT, resolved_by: 'user:ann', resolution: 'Paid' }),
    actOf('ExceptionReopened', { reopened_by: 'user:ann', reason: 'It bounced' }),
    actOf('ExceptionEscalated', { reason: 'person', detail: 'Too big', escalated_to: null }),
    actOf('SeverityChanged', {
      from: 'low',
      to: 'high',
      reason: 'Bigger than it looked',
      changed_by: 'user:ann',
      sla_minutes: null,
      sla_deadline_from: null,
      sla_deadline_to: null,
    }),
  ])('is none when a person ordered it', (act) => {
    expect(act).toBeNull();
  });
});

describe('a request to people', () => {
  it('is an act, without the arguments of the step and the text of the message', () => {
    const step = { playbook_id: 1, step_order: 2, step_name: 'pay', action_type: 'call_tool' };
    const approval = { ...step, reasons: ['amount', 'tool'], roles: ['admin'], quorum: 2, arguments: { iban: 'x' } };
    const severity = 'low' as const;
    const message = { channel: 'mail', recipients: ['desk'], subject: 'Look', message: 'Long', severity };

    expect(actOf('ApprovalRequested', approval)).toEqual({
      ...ABOUT,
      action: 'approval.requested',
      reason: 'amount; tool',
      before: null,
      after: { step: 2, roles: ['admin'], quorum: 2 },
    });
    expect(actOf('NotificationRequested', message)).toEqual({
      ...ABOUT,
      action: 'notification.requested',
      reason: null,
      before: null,
      after: { channel: 'mail', recipients: ['desk'], subject: 'Look' },
    });
  });
});

describe('a tool run', () => {
  const ABOUT_RUN = { subjectType: 'tool_execution', subjectId: RUN.execution_id, before: null };

  it('is an act of the playbook, whether it succeeded or failed', () => {
    expect(actOf('ToolExecutionCompleted', { ...RUN, step_order: 1, http_status: 200, output: {} })).toEqual({
      ...ABOUT_RUN,
      action: 'tool.called',
      reason: null,
      after: { tool: 'settle', step: 1, http_status: 200 },
    });
    expect(actOf('ToolExecutionFailed', { ...FAILED, step_order: 1 })).toEqual({
      ...ABOUT_RUN,
      action: 'tool.failed',
      reason: 'It answered 500',
      after: { tool: 'settle', step: 1, http_status: 500, error_code: 'http_status' },
    });
  });

  it('is none when a person ran or cancelled it', () => {
    expect(actOf('ToolExecutionCompleted', { ...RUN, step_order: null, http_status: 200, output: {} })).toBeNull();
    expect(actOf('ToolExecutionFailed', { ...FAILED, step_order: null })).toBeNull();
    expect(actOf('ToolExecutionFailed', { ...FAILED, step_order: 1, error_code: 'cancelled' })).toBeNull();
  });
});

it('looks at events about exceptions only', () => {
  expect(ACTING_EVENTS.filter((event) => 'subject' in event)).toEqual([]);
});
