import { types as driverTypes } from 'pg';
import { arrayLiteral, parseInstant, wireValues } from './wire-values.ts';

describe('values on the wire', () => {
  it('writes an array as a literal, with quotes and backslashes escaped', () => {
    expect(arrayLiteral(['plain', 'a "quoted" \\ one', '', 'NULL', '{x,y}', null, undefined])).toBe(
      String.raw`{"plain","a \"quoted\" \\ one","","NULL","{x,y}",NULL,NULL}`,
    );
    expect(arrayLiteral([1, -2.5, true, 10n])).toBe('{1,-2.5,true,10}');
    expect(arrayLiteral([])).toBe('{}');
  });

  it('leaves other values alone', () => {
    expect(wireValues(['a', null, 3, ['x']])).toEqual(['a', null, 3, '{"x"}']);
  });

  it.each([[new Date()], [{}], [['nested']]])('refuses an element of another kind', (element) => {
    expect(() => arrayLiteral([element])).toThrow(TypeError);
  });

  it.each([
    '2026-11-20 09:30:00+00',
    '2026-11-20 09:30:00.1+00',
    '2026-11-20 09:30:00.123456+00',
    '0001-01-01 00:00:00+00',
    '9999-12-31 23:59:59.999+00',
    '2026-11-20 09:30:00.5+05:30',
    '0044-03-15 12:00:00+00 BC',
    '12026-11-20 09:30:00+00',
  ])('reads the instant %s as the driver does', (text) => {
    const byDriver = (driverTypes.getTypeParser(1184) as (text: string) => Date)(text);

    expect(parseInstant(text)).toEqual(byDriver);
  });

  it('reads infinity as the driver does', () => {
    expect(parseInstant('infinity')).toBe(Infinity);
  });
});
