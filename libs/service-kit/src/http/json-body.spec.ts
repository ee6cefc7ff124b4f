import { parseJsonBody } from './json-body.ts';
import { nestsDeeperThan } from './json-depth.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function refusalOf(body: Uint8Array): unknown {
  try {
    return parseJsonBody(body);
  } catch (error) {
    return error;
  }
}

describe('parseJsonBody', () => {
  it('reads JSON, with or without a byte order mark', () => {
    expect(parseJsonBody(bytes('\uFEFF{"a":[1,"é"]}'))).toEqual({ a: [1, 'é'] });
  });

  it.each([
    ['an empty body', '', 'invalid_json', 'The body is empty.'],
    ['a stray comma', '{"a": 1,\n "b": 2,}', 'invalid_json', 'The JSON breaks at line 2, column 9.'],
    ['a bare word', 'hello', 'invalid_json', 'The JSON breaks at line 1, column 1.'],
    ['a cut-off text', '{"a": [1, 2', 'invalid_json', 'The JSON breaks at line 1, column 12.'],
    ['a comment', '{} // no', 'invalid_json', 'The JSON breaks at line 1, column 4.'],
    ['__proto__', '{"__proto__": {"admin": true}}', 'invalid_json', expect.stringContaining('"__proto__"')],
    ['__proto__, escaped', '{"\\u005f_proto__": {"x": 1}}', 'invalid_json', expect.stringContaining('"__proto__"')],
    ['a constructor', '{"constructor": {"prototype": {}}}', 'invalid_json', expect.stringContaining('"constructor"')],
    ['deep nesting', '['.repeat(33) + ']'.repeat(33), 'nesting_too_deep', expect.stringContaining('32')],
  ])('refuses %s', (_, text, code, detail) => {
    expect(refusalOf(bytes(text))).toMatchObject({ code, detail });
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(refusalOf(Buffer.from([0x22, 0xff, 0x22]))).toMatchObject({
      code: 'invalid_json',
      detail: 'The body is not valid UTF-8.',
    });
  });

  it('takes a nesting of exactly the limit', () => {
    expect(() => parseJsonBody(bytes('['.repeat(32) + ']'.repeat(32)))).not.toThrow();
  });
});

describe('nestsDeeperThan', () => {
  it('counts brackets outside of strings only', () => {
    expect(nestsDeeperThan(2, bytes('{"[[[": ["\\"[[[", []]}'))).toBe(true);
    expect(nestsDeeperThan(3, bytes('{"[[[": ["\\"[[[", []]}'))).toBe(false);
    expect(nestsDeeperThan(1, bytes('[1],[2],[3]'))).toBe(false);
  });

  it('gives up at the first bracket too many', () => {
    const brackets = bytes('['.repeat(1_000_000));
    let read = 0;
    const counting = new Proxy(brackets, {
      get(target, property) {
        if (property === 'length') return target.length;
        read += 1;
        return target[Number(property)];
      },
    });

    expect(nestsDeeperThan(32, counting)).toBe(true);
    expect(read).toBe(33);
  });
});
