import { type BusinessCalendar, WEEKDAYS } from '../tenants/business-calendar.ts';
import { addWorkingMs, compileWorkingTime, type WorkingTime, workingMsBetween } from './working-time.ts';

const OFFICE: [string, string][] = [
  ['09:00', '12:00'],
  ['13:00', '17:00'],
];
const WEEK = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE };
const berlin = (settings: Partial<BusinessCalendar> = {}) =>
  compileWorkingTime({ week: WEEK, holidays: [], ...settings }, 'Europe/Berlin');

const MINUTE = 60_000;
const addWorkingMinutes = (start: Date, minutes: number, working: WorkingTime) =>
  addWorkingMs(start, minutes * MINUTE, working);

describe('addWorkingMs', () => {
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

  it('gives up when the deadline is ten years ahead', () => {
    expect(addWorkingMinutes(new Date('2026-11-20T09:00:00Z'), 60 * 24 * 3_660, berlin())).toBeNull();
  });
});

/** The same hours on every day of the week. */
const daily = (timeZone: string, ...hours: [string, string][]) =>
  compileWorkingTime({ week: Object.fromEntries(WEEKDAYS.map((day) => [day, hours])), holidays: [] }, timeZone);

describe('on the day the clocks change', () => {
  const ALL_DAY: [string, string][] = [['00:00', '24:00']];
  const NIGHT: [string, string][] = [
    ['00:00', '06:00'],
    ['22:00', '24:00'],
  ];

  // Minutes worked on one local day.
  it.each<[string, string, string, [string, string][], number]>([
    ['a day is an hour short', 'Europe/Berlin', '2027-03-28', ALL_DAY, 23 * 60],
    ['hours that do not exist are not worked', 'Europe/Berlin', '2027-03-28', [['02:00', '03:00']], 0],
    ['hours begin when the skipped hour is over', 'Europe/Berlin', '2027-03-28', [['02:30', '04:00']], 60],
    ['hours end where the skipped hour begins', 'Europe/Berlin', '2027-03-28', [['01:00', '02:30']], 60],
    ['a night is an hour short', 'Europe/Berlin', '2027-03-28', NIGHT, 7 * 60],
    ['a doubled hour is worked once', 'Europe/Berlin', '2026-10-25', [['02:00', '03:00']], 60],
    ['hours from within the doubled hour', 'Europe/Berlin', '2026-10-25', [['02:30', '04:00']], 90],
    ['hours into the doubled hour', 'Europe/Berlin', '2026-10-25', [['01:00', '02:30']], 90],
    ['a day of 25 hours is worked for 24', 'Europe/Berlin', '2026-10-25', ALL_DAY, 24 * 60],
    ['a night with a doubled hour', 'Europe/Berlin', '2026-10-25', NIGHT, 8 * 60],
    ['clocks that change by half an hour, forward', 'Australia/Lord_Howe', '2026-10-04', [['01:00', '04:00']], 150],
    ['clocks that change by half an hour, back', 'Australia/Lord_Howe', '2027-04-04', [['01:00', '03:00']], 120],
    ['clocks that skip midnight', 'Asia/Beirut', '2027-03-28', NIGHT, 7 * 60],
    ['the day before clocks go back from midnight', 'Asia/Beirut', '2026-10-24', NIGHT, 8 * 60],
    ['the day that begins when they have', 'Asia/Beirut', '2026-10-25', NIGHT, 8 * 60],
    ['clocks that go back to midnight', 'America/Havana', '2026-11-01', [['00:00', '02:00']], 120],
    ['an island that skipped a day', 'Pacific/Apia', '2011-12-30', ALL_DAY, 0],
    ['a zone far east', 'Pacific/Kiritimati', '2026-11-20', ALL_DAY, 24 * 60],
  ])('%s', (_case, timeZone, day, hours, minutes) => {
    const openings = daily(timeZone, ...hours).openingsOn(Date.parse(day) / 86_400_000);

    expect(openings.reduce((sum, [from, to]) => sum + to - from, 0) / MINUTE).toBe(minutes);
  });

  it.each<[string, string, number, string, [string, string][]]>([
    ['forward, around the clock', '2027-03-27T12:00:00+01:00', 1_440, '2027-03-28T13:00:00+02:00', ALL_DAY],
    ['back, around the clock', '2026-10-24T12:00:00+02:00', 1_440, '2026-10-25T12:00:00+01:00', ALL_DAY],
    ['back, from within the second pass', '2026-10-25T02:30:00+01:00', 30, '2026-10-25T03:30:00+01:00', ALL_DAY],
    ['back, to the end of the first pass', '2026-10-25T02:30:00+02:00', 30, '2026-10-25T02:00:00+01:00', ALL_DAY],
    ['forward, at night', '2027-03-27T23:00:00+01:00', 240, '2027-03-28T04:00:00+02:00', NIGHT],
    ['back, at night', '2026-10-24T23:00:00+02:00', 300, '2026-10-25T04:00:00+01:00', NIGHT],
  ])('a clock runs %s', (_case, start, minutes, end, hours) => {
    expect(addWorkingMinutes(new Date(start), minutes, daily('Europe/Berlin', ...hours))).toEqual(new Date(end));
  });
});

describe('workingMsBetween', () => {
  it.each([
    ['within hours', '2026-11-20T09:30:00+01:00', '2026-11-20T10:00:00+01:00', 30],
    ['over a weekend', '2026-11-20T16:30:00+01:00', '2026-11-23T09:30:00+01:00', 60],
    ['outside of hours', '2026-11-21T09:00:00+01:00', '2026-11-22T09:00:00+01:00', 0],
    ['backwards', '2026-11-20T10:00:00+01:00', '2026-11-20T09:30:00+01:00', 0],
  ])('counts %s', (_case, start, end, minutes) => {
    expect(workingMsBetween(new Date(start), new Date(end), berlin())).toBe(minutes * MINUTE);
  });

  it('gives up when the instants are ten years apart', () => {
    expect(workingMsBetween(new Date('2026-11-20'), new Date('2037-11-20'), berlin())).toBeNull();
  });
});
