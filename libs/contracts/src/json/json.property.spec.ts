import fc from 'fast-check';
import { ExactNumber, isJsonNumber, toDouble } from './exact-number.ts';
import { parseJson, parseStoredJson } from './parse-json.ts';

const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${maxLength}}$`));
const whole = fc.oneof(
  fc.constant('0'),
  digits(25).map((text) => text.replace(/^0+(?=.)/, '')),
);
const fraction = fc.oneof(
  fc.constant(''),
  digits(25).map((text) => `.${text}`),
  fc.constant('.0'),
  fc.constant('.0000001'),
);
const exponent = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), digits(2)).map((parts) => parts.join('')),
);

/** A JSON number. Minus zero is left out, because its sign is not kept. */
const numberText = fc
  .tuple(fc.constantFrom('', '-'), whole, fraction, exponent)
  .map((parts) => parts.join(''))
  .filter((text) => text !== '-0');

/** Texts that look like numbers, or contain some. */
const text = fc.oneof(
  numberText,
  fc.string({ maxLength: 20 }),
  fc.uuid(),
  numberText.map((number) => `a, ${number}: [${number}]`),
);

const space = fc.constantFrom('', ' ', '\n', '\t', '\r\n  ');

interface Written {
  compact: string;
  spaced: string;
}

const { document } = fc.letrec<{ document: Written }>((tie) => ({
  document: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .oneof(
        numberText,
        text.map((value) => JSON.stringify(value)),
      )
      .map((scalar) => ({ compact: scalar, spaced: scalar })),
    fc.tuple(space, fc.array(tie('document'), { maxLength: 4 })).map(([gap, items]) => written('[]', gap, items)),
    fc
      .tuple(space, fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), tie('document')), { maxLength: 4 }))
      .map(([gap, entries]) =>
        written(
          '{}',
          gap,
          unique(entries).map((entry) => withKey(entry, gap)),
        ),
      ),
  ),
}));

const unique = <T>(entries: [string, T][]): [string, T][] => [...new Map(entries)];

const withKey = ([key, { compact, spaced }]: [string, Written], gap: string): Written => ({
  compact: `"${key}":${compact}`,
  spaced: `"${key}"${gap}:${gap}${spaced}`,
});

function written([open = '', close = '']: string, gap: string, parts: Written[]): Written {
  return {
    compact: `${open}${parts.map(({ compact }) => compact).join(',')}${close}`,
    spaced: `${open}${gap}${parts.map(({ spaced }) => spaced).join(`${gap},${gap}`)}${gap}${close}`,
  };
}

describe('any JSON text', () => {
  it('is written again as it was, number by number', () => {
    fc.assert(
      fc.property(document, space, ({ compact, spaced }, gap) => {
        expect(JSON.stringify(parseJson(`${gap}${spaced}${gap}`))).toBe(compact);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read the same when it is stored, where no number has an exponent', () => {
    fc.assert(
      fc.property(document, ({ compact }) => {
        fc.pre(!/\d[eE]/.test(compact));
        expect(parseStoredJson(compact)).toEqual(parseJson(compact));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('any number', () => {
  it('is a double, or has a text that no double is written as', () => {
    fc.assert(
      fc.property(numberText, (number) => {
        const value = parseJson(number);
        expect(isJsonNumber(value)).toBe(true);
        if (value instanceof ExactNumber) expect(String(Number(number))).not.toBe(number);
      }),
      { numRuns: 2_000 },
    );
  });

  it('becomes a double only when that has its value', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(30), (double, zeros) => {
        const shortest = JSON.stringify(double);
        const text = /^-?\d+$/.test(shortest) ? `${shortest}.${'0'.repeat(zeros + 1)}` : shortest;
        expect(toDouble(new ExactNumber(text))).toBe(Object.is(double, -0) ? 0 : double);
      }),
    );
  });
});
