import { describe, expect, it } from '@jest/globals';
import { TimeZone, type WallTime } from './local-time.ts';

const read = (zone: string, text: string) => {
  const wall = Date.parse(text.replace(/^(..)-(..)-(....) (.*)$/, '$3-$2-$1T$4Z')) as WallTime;
  return new TimeZone(zone).toInstant(wall);
};
const instantIn = (zone: string, text: string) => new Date(read(zone, text).instant).toISOString();

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

  it('uses the offset of each side of a clock change', () => {
    expect(instantIn('Europe/Berlin', '27-03-2016 01:59')).toBe('2016-03-27T00:59:00.000Z');
    expect(instantIn('Europe/Berlin', '27-03-2016 03:00')).toBe('2016-03-27T01:00:00.000Z');
    expect(instantIn('America/New_York', '06-11-2016 00:59')).toBe('2016-11-06T04:59:00.000Z');
    expect(instantIn('America/New_York', '06-11-2016 02:00')).toBe('2016-11-06T07:00:00.000Z');
  });

  it('moves a skipped time later by the skipped amount', () => {
    expect(instantIn('Europe/Berlin', '27-03-2016 02:30')).toBe('2016-03-27T01:30:00.000Z');
    expect(instantIn('America/New_York', '13-03-2016 02:30')).toBe('2016-03-13T07:30:00.000Z');
  });

  it('takes the first occurrence of a time that occurs twice', () => {
    expect(instantIn('Europe/Berlin', '30-10-2016 02:30')).toBe('2016-10-30T00:30:00.000Z');
    expect(instantIn('America/New_York', '06-11-2016 01:30')).toBe('2016-11-06T05:30:00.000Z');
  });

  it.each([
    ['Europe/Berlin', '27-03-2016 01:59', 'once'],
    ['Europe/Berlin', '27-03-2016 02:00', 'never'],
    ['Europe/Berlin', '27-03-2016 02:59', 'never'],
    ['Europe/Berlin', '27-03-2016 03:00', 'once'],
    ['Europe/Berlin', '30-10-2016 02:00', 'twice'],
    ['Europe/Berlin', '30-10-2016 02:59', 'twice'],
    ['Europe/Berlin', '30-10-2016 03:00', 'once'],
    ['UTC', '27-03-2016 02:30', 'once'],
  ])('knows how often a time occurs: %s %s, %s', (zone, text, shown) => {
    expect(read(zone, text).shown).toBe(shown);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => new TimeZone('Europe/Atlantis')).toThrow(RangeError);
  });
});
