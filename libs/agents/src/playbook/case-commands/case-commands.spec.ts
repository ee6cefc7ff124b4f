import type { CaseCommandSubmitted } from '@sentinai/contracts';
import type { CaseFile, ExceptionRecord } from '@sentinai/domain';
import {
  type Packs,
  aCaseFile,
  after,
  anEvent,
  anException,
  decided,
  type ExceptionBuilder,
} from '@sentinai/domain/testing';
import { SOURCE_OF_RECORD, aRun } from '../../testing/a-run.ts';
import { PlaybookAgent } from '../playbook.agent.ts';

const TOLD_AT = '2026-11-20T11:30:00.000Z';

const obey = (file: CaseFile, command: Partial<CaseCommandSubmitted>) => {
  const data: CaseCommandSubmitted = { command: 'comment', actor_id: 'ann', note: null, ...command };
  return decided(new PlaybookAgent().decide(anEvent('CaseCommandSubmitted', data, { time: TOLD_AT }), file));
};

const aCase = (exception: ExceptionBuilder = anException().withStatus('analyzing'), packs: Packs = {}) =>
  aCaseFile({ exception, config: packs });

it('says who did it, and counts that a person had to', () => {
  const { events, patch } = obey(aCase(), { note: 'The client called.' });

  expect(events).toEqual([
    {
      type: 'CommentAdded',
      data: { author: 'user:ann', comment: 'The client called.' },
      actor: { type: 'user', id: 'ann' },
    },
  ]);
  expect(patch.humanTouches).toBe(1);
});

it.each([
  ['another owner', 'bob', 'bob'],
  ['no owner', null, null],
])('assigns: %s', (_, owner, now) => {
  const { patch, data } = obey(aCase(anException().with({ owner: 'ann' })), { command: 'assign', owner });

  expect(patch.owner).toBe(now);
  expect(data('ExceptionAssigned')).toEqual({ from: 'ann', to: now, assigned_by: 'user:ann', note: null });
});

describe('another severity', () => {
  const ofType = anException().ofType('CASH_BREAK').withSeverity('low');
  const file = aCase(ofType, { pack: { exception_types: { CASH_BREAK: {} }, sla: { by_severity: { critical: 30 } } } });

  it('brings its SLA, from when the exception happened', () => {
    const { patch, data } = obey(file, { command: 'change_severity', severity: 'critical', note: 'Worse.' });

    expect(patch).toMatchObject({ severity: 'critical', slaState: 'running' });
    expect(data('SeverityChanged')).toMatchObject({
      from: 'low',
      to: 'critical',
      reason: 'Worse.',
      changed_by: 'user:ann',
      sla_deadline_from: null,
      sla_deadline_to: patch.slaDeadline?.toISOString(),
    });
  });

  it('is no news when it is the one there is', () => {
    expect(obey(file, { command: 'change_severity', severity: 'low', note: 'Same.' })).toMatchObject({
      types: [],
      patch: {},
    });
  });
});

it('hands it to whom the person says, else to whom policy says', () => {
  const policy = { decision: 'allow' as const, reasons: [], approval_required: false, route_to: 'desk' };
  const file = aCase(anException().with({ policy }));

  const toBoss = obey(file, { command: 'escalate', escalated_to: 'boss', note: 'Too big.' });
  expect(toBoss.patch).toMatchObject({ status: 'escalated', milestones: { escalated_at: TOLD_AT } });
  expect(toBoss.data('ExceptionEscalated')).toEqual({ reason: 'person', detail: 'Too big.', escalated_to: 'boss' });
  expect(obey(file, { command: 'escalate' }).data('ExceptionEscalated')).toMatchObject({ escalated_to: 'desk' });
});

describe('resolving', () => {
  it('was when the person said so, not when it was their turn', () => {
    const due = new Date(Date.parse(TOLD_AT) + 1);
    const { patch, data } = obey(aCase(anException().dueAt(due)), { command: 'resolve', note: 'Paid.' });

    expect(patch).toMatchObject({
      status: 'resolved',
      resolvedAt: new Date(TOLD_AT),
      slaState: 'met',
      slaNextAt: null,
    });
    expect(data('ExceptionResolved')).toEqual({ resolved_at: TOLD_AT, resolved_by: 'user:ann', resolution: 'Paid.' });
  });

  it('ends the playbook that runs, which hears no answer any more', () => {
    const run = aRun([
      { name: 'look', action_type: 'call_tool', params: { tool: 'getOrder' } },
      { name: 'call', action_type: 'manual', params: { instruction: 'Call' } },
    ]);
    run.start();

    const { types } = run.give('CaseCommandSubmitted', { command: 'resolve', actor_id: 'ann', note: 'Paid.' });

    expect(types).toEqual(['PlaybookStepSkipped', 'PlaybookCompleted', 'ExceptionResolved']);
    expect(run.statuses).toEqual(['skipped', 'pending']);
    expect(run.exception).toMatchObject({
      status: 'resolved',
      currentStep: null,
      playbookRun: { status: 'stopped' },
    });
    expect(run.command('complete').types).toEqual(['StepCommandRefused']);
    expect(run.exception.milestones).toHaveProperty('playbook_ended_at');
    expect(run.exception.milestones).toHaveProperty('resolved_at');
  });

  it('lets no playbook start that was matched before and begins after', () => {
    const run = aRun([{ name: 'call', action_type: 'manual', params: { instruction: 'Call' } }]);
    run.give('CaseCommandSubmitted', { command: 'resolve', actor_id: 'ann', note: null });

    expect(run.start().types).toEqual([]);
  });
});

it('opens it again, and it may end again', () => {
  const file = aCase();
  const resolved = after(file, obey(file, { command: 'resolve' }));
  const reopening = obey(resolved, { command: 'reopen', note: 'It bounced.' });
  const reopened = after(resolved, reopening);

  expect(reopening.data('ExceptionReopened')).toEqual({ reopened_by: 'user:ann', reason: 'It bounced.' });
  expect(reopened.exception).toMatchObject({ status: 'open', resolvedAt: null });
  expect(obey(reopened, { command: 'resolve' }).types).toEqual(['ExceptionResolved']);
});

it.each<[string, CaseCommandSubmitted['command'], Partial<ExceptionRecord>]>([
  ['resolved', 'resolve', { status: 'resolved' }],
  ['resolved', 'assign', { status: 'resolved' }],
  ['escalated', 'escalate', { status: 'escalated' }],
  ['open', 'reopen', { status: 'open' }],
])('finds it %s meanwhile, and %s changes and says nothing', (_, command, facts) => {
  expect(obey(aCase(anException().with(facts)), { command })).toMatchObject({ types: [], patch: {} });
});

it.each(['resolve', 'reopen'] as const)('leaves %s to a source that is the system of record', (command) => {
  const status = command === 'resolve' ? 'analyzing' : 'resolved';

  expect(obey(aCase(anException().withStatus(status), SOURCE_OF_RECORD), { command }).types).toEqual([]);
});

it('calls people where the source decides the status, and leaves that as it is', () => {
  const { patch, types } = obey(aCase(anException().withStatus('open'), SOURCE_OF_RECORD), { command: 'escalate' });

  expect(types).toEqual(['ExceptionEscalated']);
  expect(patch).not.toHaveProperty('status');
});
