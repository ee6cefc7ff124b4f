import {
  type BusinessCalendarSettings,
  addBusinessMinutes,
  calendarFaults,
  compileBusinessCalendar,
} from './business-calendar.ts';

const OFFICE: [string, string][] = [
  ['09:00', '12:00'],
  ['13:00', '17:00'],
];
const WEEK = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE };
const berlin = (settings: Partial<BusinessCalendarSettings> = {}) =>
  compileBusinessCalendar({ week: WEEK, holidays: [], ...settings }, 'Europe/Berlin');

describe('addBusinessMinutes', () => {
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
    expect(addBusinessMinutes(new Date(start), minutes, berlin())).toEqual(new Date(end));
  });

  it('leaves out holidays', () => {
    const calendar = berlin({ holidays: ['2026-12-25'] });

    expect(addBusinessMinutes(new Date('2026-12-24T16:30:00+01:00'), 60, calendar)).toEqual(
      new Date('2026-12-28T09:30:00+01:00'),
    );
  });

  it('goes by the clocks of the time zone, in winter and in summer', () => {
    expect(addBusinessMinutes(new Date('2026-07-01T00:00:00Z'), 60, berlin())).toEqual(
      new Date('2026-07-01T08:00:00Z'),
    );
    expect(addBusinessMinutes(new Date('2026-12-01T00:00:00Z'), 60, berlin())).toEqual(
      new Date('2026-12-01T09:00:00Z'),
    );
  });

  it('counts the time that really passes when clocks are put forward', () => {
    const always = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
    ) as BusinessCalendarSettings['week'];
    const start = new Date('2026-03-28T12:00:00+01:00');

    expect(addBusinessMinutes(start, 24 * 60, berlin({ week: always }))).toEqual(
      new Date(start.getTime() + 24 * 3_600_000),
    );
  });

  it('gives up on what is ten years ahead', () => {
    expect(addBusinessMinutes(new Date('2026-11-20T09:00:00Z'), 60 * 24 * 3_660, berlin())).toBeNull();
  });
});

describe('calendarFaults', () => {
  it('finds nothing wrong with an office week', () => {
    expect(calendarFaults({ week: WEEK, holidays: ['2026-12-25'] }, 'business_calendar')).toEqual([]);
  });

  it.each<[string, Partial<BusinessCalendarSettings>, string]>([
    ['a time that is none', { week: { mon: [['9:00', '25:00']] } }, 'business_calendar.week.mon[0]'],
    ['hours that end before they begin', { week: { mon: [['12:00', '09:00']] } }, 'business_calendar.week.mon[0]'],
    [
      'hours that overlap',
      {
        week: {
          tue: [
            ['09:00', '12:00'],
            ['11:00', '13:00'],
          ],
        },
      },
      'business_calendar.week.tue[1]',
    ],
    ['a day that is none', { week: WEEK, holidays: ['2026-02-30'] }, 'business_calendar.holidays[0]'],
    ['a week without hours', { week: {} }, 'business_calendar.week'],
  ])('names %s', (_case, settings, path) => {
    const faults = calendarFaults({ week: {}, holidays: [], ...settings }, 'business_calendar');

    expect(faults.map((fault) => fault.path)).toEqual([path]);
  });
});
