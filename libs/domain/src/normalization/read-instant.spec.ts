import { ExactNumber, jsonNumber } from '@sentinai/contracts';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { readInstant } from './read-instant.ts';

const instant = (value: unknown, timeZone = 'UTC'): string => {
  const reading = readInstant(value, { timeZone });
  return 'value' in reading ? reading.value.toISOString() : `unreadable: ${reading.unreadable}`;
};

describe('readInstant reads', () => {
  it.each<[format: string, value: unknown, expected: string]>([
    ['a Date', new Date('2026-01-05T09:52:26.123Z'), '2026-01-05T09:52:26.123Z'],
    ['epoch seconds', 1_767_225_600, '2026-01-01T00:00:00.000Z'],
    ['epoch seconds with a fraction', 1_767_225_600.123, '2026-01-01T00:00:00.123Z'],
    ['epoch seconds as text', '1767225600', '2026-01-01T00:00:00.000Z'],
    ['epoch seconds with a fraction as text', '1767225600.000100', '2026-01-01T00:00:00.000Z'],
    ['the first epoch seconds', 100_000_000, '1973-03-03T09:46:40.000Z'],
    ['the last epoch seconds', 99_999_999_999, '5138-11-16T09:46:39.000Z'],
    ['epoch milliseconds', 1_767_225_600_123, '2026-01-01T00:00:00.123Z'],
    ['the first epoch milliseconds', 100_000_000_000, '1973-03-03T09:46:40.000Z'],
    ['epoch milliseconds as text', ' 1767225600123 ', '2026-01-01T00:00:00.123Z'],
    ['epoch microseconds', 1_767_225_600_123_999, '2026-01-01T00:00:00.123Z'],
    ['epoch microseconds as text', '1767225600123999', '2026-01-01T00:00:00.123Z'],
    ['epoch nanoseconds', jsonNumber('1767225600123999999'), '2026-01-01T00:00:00.123Z'],
    ['epoch nanoseconds as text', '1767225600123999999', '2026-01-01T00:00:00.123Z'],
    ['a number as it is written', new ExactNumber('1767225600.50'), '2026-01-01T00:00:00.500Z'],
    ['a number with an exponent', new ExactNumber('1.7672256e9'), '2026-01-01T00:00:00.000Z'],
    ['.NET ticks', '/Date(1767225600123+0100)/', '2026-01-01T00:00:00.123Z'],
    ['ISO 8601', '2026-01-05T09:52:26Z', '2026-01-05T09:52:26.000Z'],
    ['ISO 8601 with milliseconds', '2026-01-05T09:52:26.123Z', '2026-01-05T09:52:26.123Z'],
    ['ISO 8601 with one digit of a fraction', '2026-01-05T09:52:26.1Z', '2026-01-05T09:52:26.100Z'],
    ['ISO 8601 with nanoseconds', '2026-01-05T09:52:26.123999999Z', '2026-01-05T09:52:26.123Z'],
    ['ISO 8601 with a comma', '2026-01-05T09:52:26,5Z', '2026-01-05T09:52:26.500Z'],
    ['ISO 8601 in small letters', '2026-01-05t09:52:26z', '2026-01-05T09:52:26.000Z'],
    ['ISO 8601 without seconds', '2026-01-05T09:52Z', '2026-01-05T09:52:00.000Z'],
    ['ISO 8601 with an offset', '2026-01-05T09:52:26+01:00', '2026-01-05T08:52:26.000Z'],
    ['an offset without colon', '2026-01-05T09:52:26+0100', '2026-01-05T08:52:26.000Z'],
    ['an offset in hours', '2026-01-05T09:52:26+01', '2026-01-05T08:52:26.000Z'],
    ['an offset of half an hour', '2026-01-05T09:52:26-03:30', '2026-01-05T13:22:26.000Z'],
    ['an offset with a typographic minus', '2026-01-05T09:52:26−05:00', '2026-01-05T14:52:26.000Z'],
    ['a blank before the offset', '2025-12-23 11:26:21 +0100', '2025-12-23T10:26:21.000Z'],
    ['UTC behind a blank', '2025-12-23 10:26:21 UTC', '2025-12-23T10:26:21.000Z'],
    ['UTC without a blank', '2025-12-23 10:26:21.5UTC', '2025-12-23T10:26:21.500Z'],
    ['Z behind a blank', '2025-12-23 10:26:21 Z', '2025-12-23T10:26:21.000Z'],
    ['GMT', '2025-12-23 10:26:21 GMT', '2025-12-23T10:26:21.000Z'],
    ['an offset behind GMT', '2025-12-23 10:26:21 GMT+2', '2025-12-23T08:26:21.000Z'],
    ['an IANA zone', '2026-07-05 09:52:26 Europe/Zurich', '2026-07-05T07:52:26.000Z'],
    ['an IANA zone in brackets', '2026-07-05T09:52:26[America/Argentina/Buenos_Aires]', '2026-07-05T12:52:26.000Z'],
    ['an offset before an IANA zone', '2026-07-05T09:52:26+02:00[Europe/Zurich]', '2026-07-05T07:52:26.000Z'],
    ['several blanks', ' 2026-01-05   09:52:26\t', '2026-01-05T09:52:26.000Z'],
    ['slashes behind the year', '2026/01/05 09:52:26', '2026-01-05T09:52:26.000Z'],
    ['points behind the year', '2026.1.5 9:52', '2026-01-05T09:52:00.000Z'],
    ['a day', '2026-01-05', '2026-01-05T00:00:00.000Z'],
    ['a day of a leap year', '2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['the end of a day', '2026-01-05T24:00:00Z', '2026-01-06T00:00:00.000Z'],
    ['a day of a week', '2026-W02-1T09:52:26Z', '2026-01-05T09:52:26.000Z'],
    ['a day of the last week', '2020-W53-7', '2021-01-03T00:00:00.000Z'],
    ['a day of a year', '2026-005T09:52Z', '2026-01-05T09:52:00.000Z'],
    ['ISO 8601 basic', '20260105T095226Z', '2026-01-05T09:52:26.000Z'],
    ['ISO 8601 basic with a fraction', '20260105T095226.123+0100', '2026-01-05T08:52:26.123Z'],
    ['ISO 8601 basic by the hour', '20260105T09Z', '2026-01-05T09:00:00.000Z'],
    ['a basic day', '20260105', '2026-01-05T00:00:00.000Z'],
    ['digits run together', '20260105095226', '2026-01-05T09:52:26.000Z'],
    ['digits run together to the minute', '202601050952', '2026-01-05T09:52:00.000Z'],
    ['digits run together to the millisecond', '20260105095226123', '2026-01-05T09:52:26.123Z'],
    ['LDAP', '20260105095226.0Z', '2026-01-05T09:52:26.000Z'],
    ['HL7', '20260105095226.1234+0100', '2026-01-05T08:52:26.123Z'],
    ['FIX', '20260105-09:52:26.123', '2026-01-05T09:52:26.123Z'],
    ['FIX without milliseconds', '20260105-09:52:26', '2026-01-05T09:52:26.000Z'],
    ['FIX with an offset', '20260105-09:52:26+01', '2026-01-05T08:52:26.000Z'],
    ['DB2', '2026-01-05-09.52.26.123456', '2026-01-05T09:52:26.123Z'],
    ['RFC 2822', 'Tue, 23 Dec 2025 11:26:21 +0100', '2025-12-23T10:26:21.000Z'],
    ['RFC 2822 with a comment', 'Tue, 23 Dec 2025 11:26:21 +0100 (CET)', '2025-12-23T10:26:21.000Z'],
    ['RFC 2822 without a weekday', '3 Dec 2025 11:26 -0000', '2025-12-03T11:26:00.000Z'],
    ['an obsolete zone', 'Tue, 23 Dec 2025 11:26:21 EST', '2025-12-23T16:26:21.000Z'],
    ['UT', 'Tue, 23 Dec 2025 11:26:21 UT', '2025-12-23T11:26:21.000Z'],
    ['HTTP', 'Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['asctime', 'Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37.000Z'],
    ['date(1)', 'Tue Dec 23 11:26:21 UTC 2025', '2025-12-23T11:26:21.000Z'],
    ['JavaScript', 'Tue Dec 23 2025 11:26:21 GMT+0100 (Central European Time)', '2025-12-23T10:26:21.000Z'],
    ['a month by name', '05-Jan-2026 09:52:26', '2026-01-05T09:52:26.000Z'],
    ['the first year', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['the last year', '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s', (_format, value, expected) => {
    expect(instant(value)).toBe(expected);
  });

  it.each([
    ['2026-01-05 09:52:26', 'Europe/Zurich', '2026-01-05T08:52:26.000Z'],
    ['2026-07-05 09:52:26', 'Europe/Zurich', '2026-07-05T07:52:26.000Z'],
    ['2026-01-05', 'Europe/Zurich', '2026-01-04T23:00:00.000Z'],
    ['20260105095226', 'Asia/Kolkata', '2026-01-05T04:22:26.000Z'],
    ['Mon, 5 Jan 2026 09:52:26', 'America/New_York', '2026-01-05T14:52:26.000Z'],
    ['20260105-09:52:26.123', 'America/New_York', '2026-01-05T09:52:26.123Z'],
    ['2026-01-05T09:52:26Z', 'America/New_York', '2026-01-05T09:52:26.000Z'],
    ['2026-01-05 24:00', 'America/New_York', '2026-01-06T05:00:00.000Z'],
    ['1767225600', 'America/New_York', '2026-01-01T00:00:00.000Z'],
    // Shown twice: the first.
    ['2026-10-25 02:30', 'Europe/Zurich', '2026-10-25T00:30:00.000Z'],
    // No midnight on this day.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ])('%s in %s as %s', (value, timeZone, expected) => {
    expect(instant(value, timeZone)).toBe(expected);
  });
});

describe('readInstant says why it cannot read', () => {
  const DAY = 'is not a calendar date';
  const TIME = 'is not a time of the day';
  const FORMAT = 'is not in a known format of an instant';
  const ORDER = 'is ambiguous: the order of its day and month is not known';
  const ZONE = 'names a time zone that is unknown or has more than one meaning';
  const SKIPPED = 'is a local time that the clocks of its time zone skip';
  const LEAP = 'is a leap second, which cannot be stored: send the second before or after it';
  const YEARS = 'is not in the years 1 to 9999';
  const SMALL = 'is too small for an epoch';

  it.each<[value: unknown, reason: string, timeZone?: string]>([
    ['2026-02-30T09:52:26Z', DAY],
    ['2026-02-29', DAY],
    ['2026-13-01', DAY],
    ['2026-00-10', DAY],
    ['2026-04-31 10:00', DAY],
    ['20260230', DAY],
    ['20260230-09:52:26', DAY],
    ['30 Feb 2026 10:00 GMT', DAY],
    ['Mon, 23 Dec 2025 11:26:21 +0100', DAY],
    ['23 Foo 2025 11:26:21 +0100', DAY],
    ['2026-366', DAY],
    ['2026-000', DAY],
    ['2026-W54-1', DAY],
    ['2021-W53-1', DAY],
    ['2026-W02-8', DAY],
    ['2026-01-05T25:00:00Z', TIME],
    ['2026-01-05T24:00:01Z', TIME],
    ['2026-01-05T09:60:00Z', TIME],
    ['2026-01-05T09:59:61Z', TIME],
    ['2026-01-05T12:30:60Z', TIME],
    ['2016-12-31T23:59:60Z', LEAP],
    ['2016-12-31 23:59:60.5 UTC', LEAP],
    ['2017-01-01T05:44:60+05:45', LEAP],
    ['Sat, 31 Dec 2016 23:59:60 GMT', LEAP],
    ['2017-01-01 00:59:60', LEAP, 'Europe/Zurich'],
    ['2026-03-29 02:30', SKIPPED, 'Europe/Zurich'],
    ['2026-03-08T02:00:00', SKIPPED, 'America/New_York'],
    ['2011-12-30', SKIPPED, 'Pacific/Apia'],
    ['05/01/2026', ORDER],
    ['05-01-2026 09:52', ORDER],
    ['5.1.26', ORDER],
    ['31/12/2026', ORDER],
    ['2026-01-05T09:52:26 CET', ZONE],
    ['2026-01-05T09:52:26 EST', ZONE],
    ['Mon, 5 Jan 2026 09:52:26 IST', ZONE],
    ['2026-01-05T09:52:26[Europe/Atlantis]', ZONE],
    ['2026-01-05T09:52:26+25:00', ZONE],
    ['2026-01-05T09:52:26+01:75', ZONE],
    ['0000-01-01T00:00:00Z', YEARS],
    ['0001-01-01T00:00:00+01:00', YEARS],
    ['9999-12-31T23:59:59-01:00', YEARS],
    [new Date(Number.NaN), YEARS],
    ['+012026-01-05T00:00:00Z', FORMAT],
    ['2026-01', FORMAT],
    ['2026-01-05T', FORMAT],
    ['2026-01/05', FORMAT],
    ['2026-01-05T09:52:26ZZ+1', FORMAT],
    ['05-Jan-26', FORMAT],
    ['yesterday', FORMAT],
    ['0x695B8F00', FORMAT],
    ['1.7e9', FORMAT],
    [`a/${'-'.repeat(90)}!`, FORMAT],
    ['2026', SMALL],
    ['202601', SMALL],
    ['5.01', SMALL],
    [0, SMALL],
    [-1_767_225_600, SMALL],
    [100_000_000_000_000_000_000, 'is too large for an epoch'],
    [1e21, 'is too large or too small for an epoch'],
    [1e-7, 'is too large or too small for an epoch'],
    [20_260_105, 'is ambiguous: an epoch, or a date written without marks'],
    [20_260_105_095_226, 'is ambiguous: an epoch, or a date written without marks'],
    [new ExactNumber('1e400'), 'is not a number that names an instant'],
    [Number.NaN, 'is not a number that names an instant'],
    ['', 'is an empty text'],
    [' ', 'is an empty text'],
    ['1'.repeat(101), 'is too long for an instant'],
    [true, 'is true or false, not an instant'],
    [null, 'is nothing, not an instant'],
    [['2026-01-05'], 'is a list, not an instant'],
    [{ at: '2026-01-05' }, 'is an object, not an instant'],
  ])('%j', (value, reason, timeZone = 'UTC') => {
    expect(instant(value, timeZone)).toBe(`unreadable: ${reason}`);
  });
});

describe('any instant reads back from each format', () => {
  const written = (format: string) => (at: DateTime) => at.toFormat(format, { locale: 'en-US' });
  const FORMATS: Record<string, { write: (at: DateTime) => string; to: 'millisecond' | 'second' | 'minute' }> = {
    'ISO 8601': { write: (at) => at.toUTC().toISO() ?? '', to: 'millisecond' },
    'ISO 8601 with an offset': { write: (at) => at.toISO() ?? '', to: 'millisecond' },
    'ISO 8601 basic': { write: (at) => at.toISO({ format: 'basic' }) ?? '', to: 'millisecond' },
    'ISO 8601 by week': { write: (at) => at.toISOWeekDate() + written("'T'HH:mm:ssZZZ")(at), to: 'second' },
    'ISO 8601 by day of the year': { write: written("yyyy-ooo'T'HH:mm:ssZZ"), to: 'second' },
    SQL: { write: (at) => at.toSQL() ?? '', to: 'millisecond' },
    'RFC 2822': { write: (at) => at.toRFC2822() ?? '', to: 'second' },
    HTTP: { write: (at) => at.toHTTP() ?? '', to: 'second' },
    FIX: { write: (at) => written('yyyyMMdd-HH:mm:ss.SSS')(at.toUTC()), to: 'millisecond' },
    JavaScript: { write: written("ccc LLL dd yyyy HH:mm:ss 'GMT'ZZZ"), to: 'second' },
    'a zone by name': { write: written('yyyy/MM/dd HH:mm z'), to: 'minute' },
    'epoch seconds': { write: (at) => String(Math.floor(at.toSeconds())), to: 'second' },
    'epoch milliseconds': { write: (at) => String(at.toMillis()), to: 'millisecond' },
    'epoch microseconds': { write: (at) => `${at.toMillis()}999`, to: 'millisecond' },
    'epoch nanoseconds': { write: (at) => `${at.toMillis()}999999`, to: 'millisecond' },
  };
  const at = fc.record({
    // Epoch milliseconds of 1976 look like a run-together date; zones have had whole minutes since.
    instant: fc.date({ min: new Date('1977-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
    zone: fc.constantFrom('UTC', 'Europe/Zurich', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia'),
  });

  it.each(Object.entries(FORMATS))('%s', (_name, { write, to }) => {
    fc.assert(
      fc.property(at, ({ instant: date, zone }) => {
        const time = DateTime.fromJSDate(date, { zone }).startOf(to);
        // A text with only a zone name cannot distinguish times that the zone shows twice.
        fc.pre(
          to !== 'minute' ||
            DateTime.fromFormat(time.toFormat('yyyy-MM-dd HH:mm'), 'yyyy-MM-dd HH:mm', { zone }).toMillis() ===
              time.toMillis(),
        );

        expect(instant(write(time), 'Asia/Tokyo')).toBe(time.toUTC().toISO());
      }),
    );
  });

  it('nor does any text throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => instant(text).length > 0));
  });
});
