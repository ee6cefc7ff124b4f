import type { BusinessCalendar } from '../tenants/business-calendar.ts';
import { addWorkingMinutes, compileWorkingTime } from './working-time.ts';

const OFFICE: [string, string][] = [
  ['09:00', '12:00'],
  ['13:00', '17:00'],
];
const WEEK = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE };
const berlin = (settings: Partial<BusinessCalendar> = {}) =>
  compileWorkingTime({ week: WEEK, holidays: [], ...settings }, 'Europe/Berlin');

describe('addWorkingMinutes', () => {
  it.each([
    ['within the morning', '2026-11-20T09:00:00+01:00', 60, '2026-11-20T10:00:00+01:00'],
    ['over the lunch break', '2026-11-20T11:30:00+01:00', 60, '2026-11-20T13:30:00+01:00'],
    ['to the very end of the day', '2026-11-20T16:00:00+01:00', 60, '2026-11-20T17:00:00+01:00'],
    ['over the weekend', '2026-11-20T16:30:00+01:00', 60, '2026-11-23T09:30:00+01:00'],
    ['from before the opening', '2026-11-20T03:00:00+01:00', 30, '2026-11-20T09:30:00+01:00'],
    ['from within the break', '2026-11-20T12:20:00+01:00', 30, '2026-11-20T13:30:00+01:00'],
    ['from a Sunday', '2026-11-22T12:00:00+01:00', 420, '2026-11-23T17:00:00+01:00'],
    ['no time at all, at night', '2026-11-20T03:00:00+01:00', 0, '2026-11-20T09:00:00+01:00'],
  ])('counts %s', (_case, start, minutes, end) => {
    expect(addWorkingMinutes(new Date(start), minutes, berlin())).toEqual(new Date(end));
  });

  it('leaves out holidays', () => {
    const calendar = berlin({ holidays: ['2026-12-25'] });

    expect(addWorkingMinutes(new Date('2026-12-24T16:30:00+01:00'), 60, calendar)).toEqual(
      new Date('2026-12-28T09:30:00+01:00'),
    );
  });

  it('goes by the clocks of the time zone, in winter and in summer', () => {
    expect(addWorkingMinutes(new Date('2026-07-01T00:00:00Z'), 60, berlin())).toEqual(new Date('2026-07-01T08:00:00Z'));
    expect(addWorkingMinutes(new Date('2026-12-01T00:00:00Z'), 60, berlin())).toEqual(new Date('2026-12-01T09:00:00Z'));
  });

  it('counts the time that really passes when clocks are put forward', () => {
    const always = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
    ) as BusinessCalendar['week'];
    const start = new Date('2026-03-28T12:00:00+01:00');

    expect(addWorkingMinutes(start, 24 * 60, berlin({ week: always }))).toEqual(
      new Date(start.getTime() + 24 * 3_600_000),
    );
  });

  it('gives up on what is ten years ahead', () => {
    expect(addWorkingMinutes(new Date('2026-11-20T09:00:00Z'), 60 * 24 * 3_660, berlin())).toBeNull();
  });
});
