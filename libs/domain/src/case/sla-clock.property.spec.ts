/**
 * Properties of every SLA clock, in any zone and by any calendar, compared with clocks that are read minute by
 * minute.
 */
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { aDomainConfig } from '../testing/domain-config.builder.ts';
import type { DomainConfig } from '../packs/tenant-config.ts';
import { slaClock } from '../sla/sla.ts';
import { compileWorkingTime } from '../sla/working-time.ts';
import { type BusinessCalendar, type BusinessHours, WEEKDAYS } from '../tenants/business-calendar.ts';
import { anException } from '../testing/exception.builder.ts';
import { reopenPatch, resolvePatch } from './resolution.ts';
import { startClock } from './sla-clock.ts';

const MINUTE = 60_000;

/** Zones, each with an instant shortly before its clocks change. */
const CHANGES: [zone: string, near: string][] = [
  ['Europe/Berlin', '2026-10-24T00:00:00Z'],
  ['Europe/Berlin', '2027-03-27T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T00:00:00Z'],
  ['Australia/Lord_Howe', '2027-04-03T00:00:00Z'],
  ['Asia/Beirut', '2026-10-24T00:00:00Z'],
  ['Asia/Beirut', '2027-03-27T00:00:00Z'],
  ['America/Havana', '2026-10-31T00:00:00Z'],
  ['America/St_Johns', '2026-10-31T00:00:00Z'],
  ['UTC', '2026-10-31T00:00:00Z'],
];

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Up to three spans of a day, on quarter hours. */
const hours: fc.Arbitrary<BusinessHours[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 6 })
  .map((quarters) => quarters.sort((a, b) => a - b))
  .map((quarters) =>
    Array.from({ length: Math.floor(quarters.length / 2) }, (_, index): BusinessHours => {
      const [from = 0, to = 0] = quarters.slice(2 * index);
      return [time(from * 15), time(to * 15)];
    }),
  );

/** Hours on at least five days of the week. */
const calendars: fc.Arbitrary<BusinessCalendar> = fc
  .record({
    week: fc.tuple(...WEEKDAYS.slice(0, 5).map(() => hours)),
    weekend: fc.option(hours, { nil: undefined }),
  })
  .map(({ week, weekend }) => ({
    week: {
      ...Object.fromEntries(week.map((spans, index) => [WEEKDAYS[index], spans])),
      ...(weekend && { sat: weekend, sun: weekend }),
    },
    holidays: [],
  }));

interface Case {
  calendar: BusinessCalendar;
  zone: string;
  start: Date;
  minutes: number;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    calendar: calendars,
    change: fc.constantFrom(...CHANGES),
    minutesLater: fc.integer({ min: 0, max: 48 * 60 }),
    minutes: fc.integer({ min: 1, max: 900 }),
  })
  .map(({ calendar, change: [zone, near], minutesLater, minutes }) => ({
    calendar,
    zone,
    minutes,
    start: new Date(Date.parse(near) + minutesLater * MINUTE),
  }));

const plain = aDomainConfig();

function configOf({ calendar, zone, minutes }: Case): DomainConfig {
  return {
    ...plain,
    policy: {
      ...plain.policy,
      sla: { byType: new Map([['CASH_BREAK', minutes]]), bySeverity: new Map() },
      workingTime: compileWorkingTime(calendar, zone),
    },
  };
}

/** Working minutes between two instants, found by reading the clock once a minute and no local time twice. */
function minutesRead({ calendar, zone }: Case, from: Date, to: Date): number {
  let count = 0;
  let shown = '';
  // A clock that goes back within hours of the start repeats times it showed before the start.
  for (let instant = from.getTime() - 180 * MINUTE; instant < to.getTime(); instant += MINUTE) {
    const clock = DateTime.fromMillis(instant, { zone });
    const reading = clock.toFormat('yyyy-MM-dd HH:mm');
    const isNew = reading > shown;
    if (isNew) shown = reading;
    const spans = calendar.week[WEEKDAYS[clock.weekday - 1] ?? 'mon'] ?? [];
    const minute = reading.slice(11);
    if (isNew && instant >= from.getTime() && spans.some(([opens, closes]) => minute >= opens && minute < closes)) {
      count += 1;
    }
  }
  return count;
}

const clockOf = (one: Case) => {
  const clock = slaClock(configOf(one), 'CASH_BREAK', 'low', one.start);
  if (!clock) throw new Error('The case has an SLA');
  return clock;
};

it('the minutes between the start and the deadline are those of the SLA', () => {
  fc.assert(
    fc.property(cases, (one) => {
      expect(minutesRead(one, one.start, clockOf(one).deadline)).toBe(one.minutes);
    }),
    { numRuns: 20 },
  );
});

it('the warning is due at four fifths of these minutes, and never after the deadline', () => {
  fc.assert(
    fc.property(cases, (one) => {
      const { deadline, imminentAt } = clockOf(one);

      expect(imminentAt.getTime()).toBeLessThanOrEqual(deadline.getTime());
      expect(minutesRead(one, one.start, imminentAt)).toBe(Math.ceil(one.minutes * 0.8));
    }),
    { numRuns: 20 },
  );
});

it('a case that is resolved and reopened has the deadline and the warning that it had', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 0, max: 10_000 }), (one, minutesLater) => {
      const config = configOf(one);
      const sla = clockOf(one);
      const opened = anException()
        .ofType('CASH_BREAK')
        .with({ severity: 'low', occurredAt: one.start, createdAt: one.start, slaDeadline: sla.deadline });
      const running = opened.with(startClock(opened.build(), sla)).build();

      const resolved = { ...running, ...resolvePatch(running, new Date(one.start.getTime() + minutesLater * MINUTE)) };
      const reopened = { ...resolved, ...reopenPatch(resolved, config) };

      expect(reopened).toMatchObject({
        slaDeadline: running.slaDeadline,
        slaNextAt: running.slaNextAt,
        slaState: 'running',
      });
    }),
  );
});
