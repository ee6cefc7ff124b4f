import { type ExceptionBuilder, aCaseFile, anEvent, anException, decided } from '@sentinai/domain/testing';
import { contractDisagreements } from '@sentinai/messaging/agent';
import { FeedbackAgent } from './feedback.agent.ts';

const agent = new FeedbackAgent();

const at = (time: string) => new Date(`2026-11-20T${time}.000Z`);

const anEnded = anException()
  .ofType('CASH_BREAK')
  .with({ occurredAt: at('11:00:00') });
const resolved = (resolvedAt: Date, exception: ExceptionBuilder = anEnded) =>
  decided(
    agent.decide(
      anEvent('ExceptionResolved', { resolved_at: resolvedAt.toISOString(), resolved_by: 'x', resolution: 'y' }),
      aCaseFile({ exception }),
    ),
  ).data('FeedbackCaptured');
const escalated = (time: string, exception: ExceptionBuilder = anEnded) =>
  decided(
    agent.decide(
      anEvent('ExceptionEscalated', { reason: 'no_playbook', detail: '', escalated_to: null }, { time }),
      aCaseFile({ exception }),
    ),
  ).data('FeedbackCaptured');

it('consumes what the contracts say it consumes', () => {
  expect(contractDisagreements(FeedbackAgent)).toEqual([]);
});

it('measures each stage the exception went through, in milliseconds', () => {
  const exception = anEnded.with({
    humanTouches: 2,
    milestones: {
      ingested_at: '2026-11-20T11:00:00.000Z',
      normalized_at: '2026-11-20T11:00:00.010Z',
      triaged_at: '2026-11-20T11:00:00.030Z',
      evaluated_at: '2026-11-20T11:00:00.060Z',
      playbook_started_at: '2026-11-20T11:00:00.100Z',
      playbook_ended_at: '2026-11-20T11:10:00.100Z',
    },
    playbookRun: {
      playbook_id: 1,
      name: 'fix',
      version: 1,
      status: 'completed',
      matched: { exception_type: 'CASH_BREAK', severity: 'high' },
      started_at: '',
      steps: [],
    },
  });

  expect(resolved(at('11:10:00'), exception)).toEqual({
    outcome: 'resolved',
    exception_type: 'CASH_BREAK',
    stage_durations_ms: { normalization: 10, triage: 20, policy: 30, playbook_wait: 40, playbook: 600_000 },
    total_ms: 600_000,
    sla_deadline: null,
    sla_met: null,
    human_touches: 2,
    playbook: 'fix',
  });
});

it('leaves out stages that were not reached, and counts none below zero', () => {
  const exception = anEnded.with({
    milestones: { ingested_at: '2026-11-20T11:00:00.500Z', normalized_at: '2026-11-20T11:00:00.400Z' },
  });

  expect(resolved(at('10:00:00'), exception)).toMatchObject({
    stage_durations_ms: { normalization: 0 },
    total_ms: 0,
    playbook: null,
  });
});

it.each([
  ['met', at('11:30:00'), true],
  ['met at the very deadline', at('12:00:00'), true],
  ['missed', at('12:00:01'), false],
])('says that the SLA was %s', (_case, time, sla_met) => {
  expect(resolved(time, anEnded.dueAt(at('12:00:00')))).toMatchObject({
    sla_met,
    sla_deadline: '2026-11-20T12:00:00.000Z',
  });
});

it('of an escalation says when it was handed on, and nothing yet of the SLA', () => {
  expect(escalated('2026-11-20T11:05:00.000Z', anEnded.dueAt(at('12:00:00')))).toMatchObject({
    outcome: 'escalated',
    total_ms: 300_000,
    sla_met: null,
  });
});

it('has what it captured measured: each stage, and all from intake to feedback', () => {
  const emitted = {
    eventType: 'FeedbackCaptured',
    createdAt: at('11:00:02'),
    payloadJson: JSON.stringify({ stage_durations_ms: { triage: 20, policy: 30 }, total_ms: 99 }),
  };
  const exception = anEnded.with({ createdAt: at('11:00:00') }).build();

  expect(agent.durations(emitted, exception)).toEqual({ triage: 20, policy: 30, ingest_to_feedback: 2_000 });
  expect(agent.durations({ ...emitted, eventType: 'DeadLettered' }, exception)).toEqual({});
});
