import type { PlaybookRun } from '@sentinai/domain';
import { NOW, anException } from '@sentinai/domain/testing';
import { applyTick } from '@sentinai/messaging/agent';
import { stepClock } from './step-clock.ts';

const DUE = new Date(NOW.getTime() - 1);

const waiting = (timer?: PlaybookRun['steps'][number]['timer']) => {
  const playbookRun: PlaybookRun = {
    playbook_id: 1,
    name: 'fix',
    version: 1,
    status: 'running',
    matched: { exception_type: 'CASH_BREAK', severity: 'low' },
    started_at: NOW.toISOString(),
    steps: [
      {
        order: 1,
        name: 'call',
        action_type: 'manual',
        status: 'awaiting_person',
        attempts: 2,
        ...(timer && { timer }),
      },
    ],
  };
  return anException().with({ playbookRun, currentStep: 1, timerAt: DUE }).build();
};

it('tells which timer of which attempt is over, once', () => {
  const { record, events } = applyTick(stepClock, waiting({ kind: 'timeout', due_at: DUE.toISOString() }), NOW);

  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ eventType: 'StepTimerElapsed', sequence: 2, actor: { type: 'system' } });
  expect(JSON.parse(events[0]?.payloadJson ?? '')).toEqual({
    step_order: 1,
    attempt: 2,
    kind: 'timeout',
    due_at: DUE.toISOString(),
  });
  expect(record).toMatchObject({ timerAt: null, eventCount: 2, eventsInFlight: 2 });
});

it('has the same ids when it is looked at again after a crash', () => {
  const timer = { kind: 'timeout', due_at: DUE.toISOString() } as const;
  const idOf = (): string | undefined => applyTick(stepClock, waiting(timer), NOW).events[0]?.eventId;

  expect(idOf()).toBe(idOf());
});

it('tells nothing of a step that waits for no time', () => {
  expect(applyTick(stepClock, waiting(), NOW)).toMatchObject({ record: { timerAt: null }, events: [] });
});
