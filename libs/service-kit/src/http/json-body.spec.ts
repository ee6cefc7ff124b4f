import { UnreadableItem, parseJsonBody, parseJsonItems } from './json-body.ts';

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
    [
      '__proto__',
      '{"__proto__": {"admin": true}}',
      'invalid_json',
      'The body has a reserved key, which would tamper with objects: "__proto__".',
    ],
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

describe('parseJsonItems', () => {
  /** The items read; an unreadable one as the detail of its problem. */
  const read = (body: Uint8Array, maxItems = 10) =>
    (parseJsonItems(body, maxItems) as unknown[]).map((item) =>
      item instanceof UnreadableItem ? `${item.problem.code}: ${item.problem.detail}` : item,
    );
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  it('reads an array of good items', () => {
    expect(read(bytes('[{"a":1},2]'))).toEqual([{ a: 1 }, 2]);
    expect(read(bytes('[]'))).toEqual([]);
  });

  it.each([
    ['a reserved key', '{"x":{"__proto__":1}}', 'invalid_json: The item has a reserved key'],
    ['a prototype in a constructor', '{"constructor":{"prototype":1}}', 'invalid_json: The item has a reserved key'],
    ['too deep a nesting', deep(33), 'nesting_too_deep: '],
    ['a number that is none', '{"a":NaN}', 'invalid_json: The JSON breaks at line 1, column 6.'],
    ['a word', 'oops', 'invalid_json: The JSON breaks at line 1, column 1.'],
  ])('refuses only the item with %s', (_, item, problem) => {
    expect(read(bytes(`[{"a":1}, ${item}, {"a":3}]`))).toEqual([{ a: 1 }, expect.stringContaining(problem), { a: 3 }]);
  });

  it('refuses only the item that is not UTF-8', () => {
    const body = bytes('[{"a":1},{"a":"~"},{"a":3}]');
    body[body.indexOf(0x7e)] = 0xff;

    expect(read(body)).toEqual([{ a: 1 }, 'invalid_json: The item is not valid UTF-8.', { a: 3 }]);
  });

  it('lets an item nest as deep as a single one', () => {
    expect(() => parseJsonBody(bytes(deep(32)))).not.toThrow();
    expect(read(bytes(`[${deep(32)}]`))).toEqual([JSON.parse(deep(32))]);
  });

  it.each([
    ['an end too early', '[{"a":1},{"a":', 'The JSON breaks at line 1, column 15.'],
    ['brackets that do not match', '[{"a":[1},{"b":1}]', 'The JSON breaks at line 1, column 9.'],
    ['no comma', '[{"a":1} {"b":1}]', 'The JSON breaks at line 1, column 10.'],
  ])('refuses the whole of an array with %s', (_, json, detail) => {
    expect(() => read(bytes(json))).toThrow(detail);
  });

  it('does not search for a bad item in an oversized array', () => {
    expect(() => read(bytes('[1,1,NaN]'), 2)).toThrow('A batch may hold 2 items; this has 3.');
  });
});
