import { describe, expect, it } from '@jest/globals';
import { DateReader } from './date-reader.ts';
import { orderToldBy, readDateText, type DateOrder } from './date-text.ts';
import { TimeZone } from './local-time.ts';

const instantOf = (text: string, order: DateOrder | undefined = 'DMY', zone = 'UTC') => {
  const reading = new DateReader(order, new TimeZone(zone)).read(text);
  return 'fault' in reading ? reading.fault : new Date(reading.instant).toISOString();
};

describe('a date', () => {
  it.each([
    ['29-02-2016 01:16', '2016-02-29T01:16:00.000Z'],
    ['31-12-1999 23:59', '1999-12-31T23:59:00.000Z'],
    ['02-03-2026 09:00:12', '2026-03-02T09:00:12.000Z'],
    ['02.03.2026 09:00', '2026-03-02T09:00:00.000Z'],
    ['2.3.2026, 9:00', '2026-03-02T09:00:00.000Z'],
    ['02/03/2026 09:00', '2026-03-02T09:00:00.000Z'],
    ['2026-03-02 09:00:00', '2026-03-02T09:00:00.000Z'],
    ['2026/03/02 09:00', '2026-03-02T09:00:00.000Z'],
    ['2026-03-02T09:00:00.250Z', '2026-03-02T09:00:00.250Z'],
    ['2026-03-02T09:00:00+02:00', '2026-03-02T07:00:00.000Z'],
    ['2026-03-02 09:00:00 -0530', '2026-03-02T14:30:00.000Z'],
    ['2026-03-02 09:00 UTC', '2026-03-02T09:00:00.000Z'],
    ['02-03-2026 09:00 PM', '2026-03-02T21:00:00.000Z'],
    ['02-03-2026 12:05 AM', '2026-03-02T00:05:00.000Z'],
    ['02-03-2026 12:05:00\u202fpm', '2026-03-02T12:05:00.000Z'],
  ])('is read from %s', (text, instant) => {
    expect(instantOf(text)).toBe(instant);
  });

  it.each([
    ['3/2/2026 9:00 PM', '2026-03-02T21:00:00.000Z'],
    ['03-25-2026 09:00', '2026-03-25T09:00:00.000Z'],
    ['2026-03-02 09:00', '2026-03-02T09:00:00.000Z'],
  ])('with the month first: %s', (text, instant) => {
    expect(instantOf(text, 'MDY')).toBe(instant);
  });

  it('without a zone is in the given one; its own offset takes precedence', () => {
    expect(instantOf('01-07-2016 12:00', 'DMY', 'Europe/Berlin')).toBe('2016-07-01T10:00:00.000Z');
    expect(instantOf('2016-07-01T12:00:00Z', 'DMY', 'Europe/Berlin')).toBe('2016-07-01T12:00:00.000Z');
  });

  it('gets a note when the clocks of its zone skip it or show it twice', () => {
    const dates = new DateReader('DMY', new TimeZone('Europe/Berlin'));

    expect(dates.read('25-10-2026 02:30')).toEqual({
      instant: Date.parse('2026-10-25T00:30:00Z'),
      note: 'the clocks of Europe/Berlin show it twice: the first is taken, 2026-10-25T00:30:00.000Z',
    });
    expect(dates.read('29-03-2026 02:30')).toEqual({
      instant: Date.parse('2026-03-29T01:30:00Z'),
      note: 'the clocks of Europe/Berlin skip it: it is moved later by the skipped amount, 2026-03-29T01:30:00.000Z',
    });
  });

  it.each([
    ['a day the month has not', '31-04-2016 10:00'],
    ['a leap day of a common year', '29-02-2015 10:00'],
    ['a month beyond 12', '01-13-2016 10:00'],
    ['day 0', '00-01-2016 10:00'],
    ['month 0', '01-00-2016 10:00'],
    ['hour 24', '01-01-2016 24:00'],
    ['minute 60', '01-01-2016 10:60'],
    ['a leap second', '2016-12-31 23:59:60'],
    ['hour 13 of the afternoon', '01-01-2016 13:00 PM'],
    ['nines', '99-99-2016'],
    ['two separators', '31-01/2016 10:00'],
    ['two digits of a year', '31-01-16 10:00'],
    ['a day without a time', '31-01-2016'],
    ['a space too many', ' 31-01-2016 10:00'],
    ['a year of no service desk', '31-01-0016 10:00'],
    ['nothing', ''],
  ])('is not %s', (_, text) => {
    expect(instantOf(text)).toBe('is not a date (DD-MM-YYYY HH:MM)');
  });

  it('may have no time where a day is enough', () => {
    expect(new DateReader('DMY', new TimeZone('Europe/Berlin'), false).read('2026-03-02')).toEqual({
      instant: Date.parse('2026-03-01T23:00:00Z'),
    });
  });

  it('is read by itself only if it is unambiguous', () => {
    const alone = (text: string) => {
      const reading = new DateReader(undefined, new TimeZone('UTC')).read(text);
      return 'fault' in reading ? reading.fault : new Date(reading.instant).toISOString().slice(0, 10);
    };

    expect(alone('25/03/2026 09:00')).toBe('2026-03-25');
    expect(alone('03/25/2026 09:00')).toBe('2026-03-25');
    expect(alone('03/03/2026 09:00')).toBe('2026-03-03');
    expect(alone('02-03-2026 09:00')).toBe('2026-03-02');
    expect(alone('02/03/2026 09:00')).toBe('is ambiguous (day or month first): give --date-format');
  });
});

describe('the order of day and month', () => {
  it.each([
    ['25/03/2026', 'DMY'],
    ['03/25/2026', 'MDY'],
    ['03/04/2026', 'either'],
    ['04/04/2026', undefined],
    ['2026-03-25', undefined],
    ['31/02/2026', undefined],
  ])('of %s is %s', (text, expected) => {
    const date = readDateText(text);
    expect(date && orderToldBy(date)).toBe(expected);
  });
});
