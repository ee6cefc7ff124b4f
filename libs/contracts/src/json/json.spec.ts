import { ExactNumber, jsonNumber, numberText, sameNumber, toDouble } from './exact-number.ts';
import { NumberTooLongError, parseJson, parseStoredJson } from './parse-json.ts';

describe('parseJson', () => {
  it.each([
    '9007199254740993',
    '1152921506151679042',
    '-123456789012345678901234567890',
    '1.10',
    '100.00',
    '0.0000001',
    '12345678901234.5678',
    '1e400',
    '1E3',
    '1e-07',
    '1.5e+10',
    '1.50e2',
    '-0.0',
    '0.00000012',
    '100000000000000000001',
    '0.1234567890123456789',
    '-9007199254740993.5E-3',
    '5.00 ',
  ])('keeps %s as it is written, wherever it stands', (text) => {
    const number = text.trim();

    for (const document of [text, `[${text}]`, `{"a":${text}}`, `{"a": ${text}, "b":1}`, `[1,${text},2]`]) {
      expect(JSON.stringify(parseJson(document))).toBe(document.replaceAll(' ', ''));
    }
    expect(parseJson(text)).toEqual(new ExactNumber(number));
  });

  it.each([
    '0',
    '-0',
    '1',
    '-17',
    '1250.5',
    '1767225600000000',
    '0.1',
    '1e-7',
    '9007199254740991',
    '100000000000000000000',
  ])('leaves %s a number', (text) => {
    expect(parseJson(`{"a":${text},"long":12345678901234567890}`)).toMatchObject({ a: Number(text) });
  });

  it.each(['\n', '\t', '\r\n  '])('finds a number after white space: %j', (space) => {
    const document = `{${space}"a"${space}:${space}-1.10${space},"b":[${space}1e400${space}]}${space}`;

    expect(JSON.stringify(parseJson(document))).toBe('{"a":-1.10,"b":[1e400]}');
  });

  it.each([
    '1e1000',
    `1${'0'.repeat(1_000)}`,
    `0.${'1'.repeat(1_000)}`,
    '1e-1000',
    '-1e131072',
    '1e99999999999999999999',
  ])('refuses %s, which no database holds', (number) => {
    expect(() => parseJson(`{"a":${number}}`)).toThrow(NumberTooLongError);
    expect(() => parseJson(`{"a":${number}}`)).toThrow('has more than 1000 digits when written out');
  });

  it.each(['1e999', '9'.repeat(1_000), `0.${'1'.repeat(999)}`, '1e-999'])('takes %s', (number) => {
    expect(JSON.stringify(parseJson(`{"a":${number}}`))).toBe(`{"a":${number}}`);
  });

  it('reads any stored number, however long', () => {
    const stored = `{"a": ${'9'.repeat(2_000)}}`;

    expect(JSON.stringify(parseStoredJson(stored))).toBe(stored.replace(' ', ''));
  });

  it('is fast on a long text that looks like numbers', () => {
    const texts = ['1'.repeat(200_000), '1.1e'.repeat(50_000), '0.0'.repeat(70_000), ' -1'.repeat(70_000)];

    expect(texts.map((text) => parseJson(JSON.stringify(text)))).toEqual(texts);
  });

  it('leaves texts alone, however many digits they have', () => {
    const document = { a: '9007199254740993', b: 'at 12:00:00.000Z, 1e400, 1.10, ', c: ['-0', ':1e5'] };

    expect(parseJson(JSON.stringify(document))).toEqual(document);
  });

  it('keeps a key called __proto__ a key', () => {
    expect(Object.keys(parseJson('{"__proto__":12345678901234567890}') as object)).toEqual(['__proto__']);
  });

  it.each(['', '{', '01', '1.', 'NaN'])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});

describe('an exact number', () => {
  it('is written into a text as it is, and refuses to be rounded', () => {
    const number = new ExactNumber('9007199254740993');

    expect(String(number)).toBe('9007199254740993');
    expect(() => (number as unknown as number) > 1).toThrow('cannot be used as a number');
  });

  it.each([
    ['1.10', 1.1],
    ['1e3', 1000],
    ['-0.0', 0],
    ['100.00', 100],
    ['9007199254740993', null],
    ['0.1234567890123456789', null],
    ['1e400', null],
    ['1e-400', null],
  ])('%s is the double %p', (text, expected) => {
    expect(toDouble(new ExactNumber(text))).toEqual(expected === 0 ? -0 : expected);
  });

  it('equals another of the same value', () => {
    expect(sameNumber(new ExactNumber('1.10'), 1.1)).toBe(true);
    expect(sameNumber(new ExactNumber('1e3'), 1000)).toBe(true);
    expect(sameNumber(new ExactNumber('9007199254740993'), new ExactNumber('9007199254740992'))).toBe(false);
    expect(numberText(jsonNumber('12.5'))).toBe('12.5');
  });
});
