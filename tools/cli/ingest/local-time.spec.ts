import { describe, expect, it } from '@jest/globals';
import { TimeZone, readWallTime, type WallTime } from './local-time.ts';

const instantIn = (zone: string, text: string) =>
  new TimeZone(zone).toInstant(readWallTime(text) as WallTime).toISOString();

describe('readWallTime', () => {
  it.each([
    ['29-02-2016 01:16', '2016-02-29T01:16:00.000Z'],
    ['31-12-1999 23:59', '1999-12-31T23:59:00.000Z'],
    ['01-01-2024 00:00', '2024-01-01T00:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(instantIn('UTC', text)).toBe(instant);
  });

  it.each([
    ['a day the month has not', '31-04-2016 10:00'],
    ['a leap day of a common year', '29-02-2015 10:00'],
    ['a month beyond 12', '01-13-2016 10:00'],
    ['day 0', '00-01-2016 10:00'],
    ['month 0', '01-00-2016 10:00'],
    ['hour 24', '01-01-2016 24:00'],
    ['minute 60', '01-01-2016 10:60'],
    ['nines', '99-99-2016'],
    ['another order', '2016-01-31 10:00'],
    ['slashes', '31/01/2016 10:00'],
    ['seconds', '31-01-2016 10:00:00'],
    ['a space too many', ' 31-01-2016 10:00'],
    ['a year of no service desk', '31-01-0016 10:00'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(readWallTime(text)).toBeUndefined();
  });
});

describe('TimeZone', () => {
  it.each([
    ['UTC', '29-02-2016 01:16', '2016-02-29T01:16:00.000Z'],
    ['Europe/Berlin', '15-01-2016 12:00', '2016-01-15T11:00:00.000Z'],
    ['Europe/Berlin', '15-07-2016 12:00', '2016-07-15T10:00:00.000Z'],
    ['Asia/Kolkata', '01-01-2016 00:00', '2015-12-31T18:30:00.000Z'],
    ['Pacific/Auckland', '01-01-2016 00:00', '2015-12-31T11:00:00.000Z'],
  ])('reads %s %s as %s', (zone, text, expected) => {
    expect(instantIn(zone, text)).toBe(expected);
  });

  it('takes each side of a clock change as it was', () => {
    expect(instantIn('Europe/Berlin', '27-03-2016 01:59')).toBe('2016-03-27T00:59:00.000Z');
    expect(instantIn('Europe/Berlin', '27-03-2016 03:00')).toBe('2016-03-27T01:00:00.000Z');
    expect(instantIn('America/New_York', '06-11-2016 00:59')).toBe('2016-11-06T04:59:00.000Z');
    expect(instantIn('America/New_York', '06-11-2016 02:00')).toBe('2016-11-06T07:00:00.000Z');
  });

  it('moves a time that clocks skipped later by what they skipped', () => {
    expect(instantIn('Europe/Berlin', '27-03-2016 02:30')).toBe('2016-03-27T01:30:00.000Z');
    expect(instantIn('America/New_York', '13-03-2016 02:30')).toBe('2016-03-13T07:30:00.000Z');
  });

  it('takes the first of a time that clocks showed twice', () => {
    expect(instantIn('Europe/Berlin', '30-10-2016 02:30')).toBe('2016-10-30T00:30:00.000Z');
    expect(instantIn('America/New_York', '06-11-2016 01:30')).toBe('2016-11-06T05:30:00.000Z');
  });

  it('refuses a zone that does not exist', () => {
    expect(() => new TimeZone('Europe/Atlantis')).toThrow(RangeError);
  });
});
