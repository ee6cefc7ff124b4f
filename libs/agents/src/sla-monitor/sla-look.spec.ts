import { findEvent } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import { anException } from '@sentinai/domain/testing';
import { applyTick } from '@sentinai/messaging/agent';
import { slaClock } from './sla-clock.ts';

const at = (time: string) => new Date(`2026-11-20T${time}.000Z`);
const running = anException().dueAt(at('13:00:00')).with({ eventCount: 4, eventsInFlight: 0 });

it('stores a warning as an event of the timeline, by the monitor', () => {
  const { record, events } = applyTick(slaClock, running.build(), at('12:40:00'));

  expect(events).toMatchObject([
    {
      sequence: 5,
      eventType: 'SLAImminent',
      actor: { type: 'system', id: 'sla-monitor' },
      causationId: null,
      createdAt: at('12:40:00'),
    },
  ]);
  expect(findEvent('SLAImminent')?.faults(JSON.parse(events[0]?.payloadJson ?? ''))).toEqual([]);
  expect(record).toMatchObject({ slaState: 'imminent', eventCount: 5, updatedAt: at('12:40:00') });
});

it('gives the same ids however often it is done', () => {
  const ids = () => applyTick(slaClock, running.build(), at('14:00:00')).events.map(({ eventId }) => eventId);

  expect(ids()).toEqual(ids());
  expect(new Set(ids()).size).toBe(2);
});

it('gives a late arrival its alarms as soon as it has been quiet for a minute, though it was looked at before', () => {
  const late = running.with({ createdAt: at('15:00:00'), updatedAt: at('15:00:10'), slaNextAt: at('15:01:00') });
  const seen: string[] = [];
  let record: ExceptionRecord = late.build();
  while (record.slaNextAt) {
    const now = record.slaNextAt;
    const looked = applyTick(slaClock, record, now);
    seen.push(...looked.events.map(({ eventType }) => `${now.toISOString().slice(11, 19)} ${eventType}`));
    record = looked.record;
  }

  expect(seen).toEqual(['15:01:10 SLAImminent', '15:01:10 SLAExpired']);
});
