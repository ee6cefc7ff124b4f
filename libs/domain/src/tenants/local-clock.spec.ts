import { LocalClock, localClock, utcMillis } from './local-clock.ts';

const local = (text: string): number => Date.parse(`${text}Z`);
const instantIn = (zone: string, text: string): string | null => {
  const instant = localClock(zone).instantOf(local(text));
  return instant === null ? null : new Date(instant).toISOString();
};
const startIn = (zone: string, day: string): string =>
  new Date(localClock(zone).startOfDay(local(`${day}T00:00:00`)) ?? Number.NaN).toISOString();

describe('LocalClock', () => {
  it.each([
    ['UTC', '2016-02-29T01:16:00', '2016-02-29T01:16:00.000Z'],
    ['Europe/Berlin', '2016-01-15T12:00:00', '2016-01-15T11:00:00.000Z'],
    ['Europe/Berlin', '2016-07-15T12:00:00.123', '2016-07-15T10:00:00.123Z'],
    ['Asia/Kolkata', '2016-01-01T00:00:00', '2015-12-31T18:30:00.000Z'],
    ['Pacific/Auckland', '2016-01-01T00:00:00', '2015-12-31T11:00:00.000Z'],
    ['Europe/Berlin', '2016-03-27T01:59:00', '2016-03-27T00:59:00.000Z'],
    ['Europe/Berlin', '2016-03-27T03:00:00', '2016-03-27T01:00:00.000Z'],
    ['America/New_York', '2016-11-06T00:59:00', '2016-11-06T04:59:00.000Z'],
    ['America/New_York', '2016-11-06T02:00:00', '2016-11-06T07:00:00.000Z'],
  ])('%s shows %s at %s', (zone, text, expected) => {
    expect(instantIn(zone, text)).toBe(expected);
  });

  it('takes the first of a time that clocks show twice', () => {
    expect(instantIn('Europe/Berlin', '2016-10-30T02:30:00')).toBe('2016-10-30T00:30:00.000Z');
    expect(instantIn('America/New_York', '2016-11-06T01:30:00')).toBe('2016-11-06T05:30:00.000Z');
  });

  it('has no instant for a time that clocks skip', () => {
    expect(instantIn('Europe/Berlin', '2016-03-27T02:30:00')).toBeNull();
    expect(instantIn('Pacific/Apia', '2011-12-30T12:00:00')).toBeNull();
  });

  it('begins a day that has no midnight at its first instant', () => {
    expect(startIn('Europe/Zurich', '2026-01-05')).toBe('2026-01-04T23:00:00.000Z');
    expect(startIn('America/Sao_Paulo', '2018-11-04')).toBe('2018-11-04T03:00:00.000Z');
    expect(localClock('Pacific/Apia').startOfDay(local('2011-12-30T00:00:00'))).toBeNull();
  });

  it('keeps a clock per zone, and refuses a zone that does not exist', () => {
    expect(localClock('Asia/Tokyo')).toBe(localClock('Asia/Tokyo'));
    expect(() => new LocalClock('Europe/Atlantis')).toThrow(RangeError);
  });

  it('takes years of the first century literally', () => {
    expect(new Date(utcMillis(33, 4, 3, 12, 0, 0, 0)).toISOString()).toBe('0033-04-03T12:00:00.000Z');
  });
});
