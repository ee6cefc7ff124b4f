import { ExactNumber, jsonNumber, numberText, sameNumber, toDouble } from './exact-number.ts';
import { parseJson } from './parse-json.ts';

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
    '-0',
    '5.00 ',
  ])('keeps %s as it is written, wherever it stands', (text) => {
    const number = text.trim();

    for (const document of [text, `[${text}]`, `{"a":${text}}`, `{"a": ${text}, "b":1}`, `[1,${text},2]`]) {
      expect(JSON.stringify(parseJson(document))).toBe(document.replaceAll(' ', ''));
    }
    expect(parseJson(text)).toEqual(new ExactNumber(number));
  });

  it.each(['0', '1', '-17', '1250.5', '1767225600000000', '0.1', '9007199254740991'])('leaves %s a number', (text) => {
    expect(parseJson(`{"a":${text},"long":12345678901234567890}`)).toMatchObject({ a: Number(text) });
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

    expect(`${number}`).toBe('9007199254740993');
    expect(() => (number as unknown as number) > 1).toThrow('does not fit into a number');
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
