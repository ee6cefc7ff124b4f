import { ArrayCutter, BrokenArrayError } from './array-cutter.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (element: Uint8Array | null) => element && new TextDecoder().decode(element);

function cut(json: string, pieceLength = Infinity, maxBytes?: number): (string | null)[] {
  const cutter = new ArrayCutter({ maxBytes });
  const whole = bytes(json);
  const elements: (string | null)[] = [];
  for (let at = 0; at < whole.length; at += pieceLength) {
    elements.push(...cutter.write(whole.subarray(at, at + pieceLength)).map(textOf));
  }
  cutter.end();
  expect(cutter.count).toBe(elements.length);
  return elements;
}

describe('ArrayCutter', () => {
  it.each<[string, string, string[]]>([
    ['nothing', ' [ ] ', []],
    ['objects', '[{"a":1},\n {"b":[2,{}]}]', ['{"a":1}', '{"b":[2,{}]}']],
    ['scalars', '[1, null ,"a,]", -1.5e3]', ['1', 'null', '"a,]"', '-1.5e3']],
    ['brackets and quotes in texts', '[{"a":"}]\\"{["},["\\\\"]]', ['{"a":"}]\\"{["}', '["\\\\"]']],
    ['elements that are no JSON', '[{"a":NaN},{"a" 1},oops,{"b":1}]', ['{"a":NaN}', '{"a" 1}', 'oops', '{"b":1}']],
    ['a byte order mark', '\uFEFF[1]', ['1']],
    ['characters of several bytes', '["ä€😀"]', ['"ä€😀"']],
  ])('cuts %s, wherever the pieces end', (_, json, expected) => {
    for (const pieceLength of [1, 2, 3, Infinity]) expect(cut(json, pieceLength)).toEqual(expected);
  });

  it('does not keep an element that is too long', () => {
    expect(cut('["123456",{"a":1},"12345678"]', 3, 8)).toEqual(['"123456"', '{"a":1}', null]);
  });

  it('returns the elements that were complete before the array broke', () => {
    const cutter = new ArrayCutter();

    expect(() => cutter.write(bytes('[{"a":1},2,]'))).toThrow(BrokenArrayError);
    expect(cutter.takeCut().map(textOf)).toEqual(['{"a":1}', '2']);
  });

  it('ignores anything after an array that is only a part', () => {
    const cutter = new ArrayCutter({ isPart: true });

    expect(cutter.write(bytes('[1,2],"more":[3]}')).map(textOf)).toEqual(['1', '2']);
    expect(cutter.isEnded).toBe(true);
  });

  it.each([
    ['an object', '{"a":1}', 'not an array'],
    ['an end too early', '[{"a":1},{"b":', 'middle of the array'],
    ['an array that is not closed', '[1', 'middle of the array'],
    ['a comma too many', '[1,]', 'an element is missing'],
    ['two commas', '[1,,2]', 'an element is missing'],
    ['a comma too few', '[{"a":1} {"b":2}]', 'a comma is missing'],
    ['a comma too few before a bracket', '[1{"b":2}]', 'a comma is missing'],
    ['brackets of two kinds', '[{"a":[1},{"b":2}]', 'brackets do not match'],
    ['a text that is not closed', '[{"a":"x},\n{"b":"y"}]', 'not closed on its line'],
    ['something behind the end', '[1] x', 'after the end'],
  ])('refuses %s', (_, json, message) => {
    expect(() => cut(json)).toThrow(BrokenArrayError);
    expect(() => cut(json)).toThrow(message);
  });
});
