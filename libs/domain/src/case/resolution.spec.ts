import { aDomainConfig } from '../testing/domain-config.builder.ts';
import type { DomainConfig } from '../packs/tenant-config.ts';
import { compileWorkingTime } from '../sla/working-time.ts';
import type { BusinessCalendar } from '../tenants/business-calendar.ts';
import { anException } from '../testing/exception.builder.ts';
import { reopenPatch, resolvePatch, slaOutcome } from './resolution.ts';

const NOON = new Date('2026-11-20T12:00:00.000Z');
const LATER = new Date('2026-11-20T12:00:00.001Z');

it.each([
  ['none without a deadline', null, 'none'],
  ['met at the very deadline', NOON, 'met'],
  ['met before it', LATER, 'met'],
  ['missed a millisecond after it', new Date(NOON.getTime() - 1), 'missed'],
])('an SLA is %s', (_case, deadline, outcome) => {
  expect(slaOutcome(NOON, deadline)).toBe(outcome);
});

describe('resolving', () => {
  it('stops the clock, says how the SLA ended, and keeps the milestones', () => {
    const exception = anException()
      .dueAt(NOON)
      .with({ slaNextAt: NOON, milestones: { ingested_at: 'before' } })
      .build();

    expect(resolvePatch(exception, LATER)).toEqual({
      status: 'resolved',
      resolvedAt: LATER,
      slaState: 'missed',
      slaNextAt: null,
      milestones: { ingested_at: 'before', resolved_at: LATER.toISOString() },
    });
  });

  it('goes by the deadline in force, when it has just moved', () => {
    const exception = anException().dueAt(NOON).build();

    expect(resolvePatch(exception, LATER, LATER)).toMatchObject({ slaState: 'met' });
    expect(resolvePatch(exception, LATER, null)).toMatchObject({ slaState: 'none' });
  });
});

describe('reopening', () => {
  const config = aDomainConfig();
  const ended = anException()
    .dueAt(LATER)
    .with({ milestones: { ingested_at: 'before', escalated_at: 'then', resolved_at: 'later' } })
    .resolvedAt(NOON);

  it('clears the resolution and the escalation, and restarts the clock', () => {
    expect(reopenPatch(ended.build(), config)).toMatchObject({
      status: 'open',
      resolvedAt: null,
      slaState: 'running',
      slaNextAt: expect.any(Date),
      milestones: { ingested_at: 'before' },
    });
    expect(Object.keys(reopenPatch(ended.build(), config).milestones ?? {})).toEqual(['ingested_at']);
  });

  it('starts no clock without a deadline', () => {
    expect(reopenPatch(ended.with({ slaDeadline: null }).build(), config)).toMatchObject({
      slaState: 'none',
      slaNextAt: null,
    });
  });

  it('warns at four fifths of the business time, not of the time by the wall clock', () => {
    const monday = new Date('2027-03-01T16:00:00Z');
    const { policy, ...rest } = config;
    const office = (from: string, to: string): DomainConfig => {
      const week = { mon: [[from, to]], tue: [[from, to]] } as BusinessCalendar['week'];
      return { ...rest, policy: { ...policy, workingTime: compileWorkingTime({ week, holidays: [] }, 'UTC') } };
    };
    // 120 minutes: one on Monday, one on Tuesday.
    const tuesday = anException()
      .with({ occurredAt: monday, createdAt: monday, severity: 'low' })
      .dueAt(new Date('2027-03-02T10:00:00Z'))
      .resolvedAt(monday)
      .build();

    expect(reopenPatch(tuesday, office('09:00', '17:00'))).toMatchObject({
      slaNextAt: new Date('2027-03-02T09:36:00Z'),
    });
    // With a changed calendar the deadline stays, and the warning follows the remaining hours.
    expect(reopenPatch(tuesday, office('09:30', '16:30'))).toEqual(
      expect.objectContaining({ slaNextAt: new Date('2027-03-02T09:48:00Z') }),
    );
    expect(reopenPatch(tuesday, office('09:30', '16:30'))).not.toHaveProperty('slaDeadline');
    // … and real time where the calendar has no hours left before it.
    expect(reopenPatch(tuesday, office('11:00', '12:00'))).toMatchObject({
      slaNextAt: new Date('2027-03-02T06:24:00Z'),
    });
  });
});
