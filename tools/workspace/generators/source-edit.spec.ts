import { createTree } from '@nx/devkit/testing';
import { AnchorError, addLineAfter, addLineInOrder, addToArray, addToObject, wordsInArray } from './source-edit.ts';

function aTreeWith(source: string) {
  const tree = createTree();
  tree.write('a.ts', source);
  return { tree, text: () => (tree.read('a.ts', 'utf8') ?? '').replace(/\s+/g, ' ').trim() };
}

describe('addToArray', () => {
  it.each([
    ['an empty array', 'const A = [];', "const A = [ 'x', ];"],
    ['an array in one line', "const A = ['a'] as const;", "const A = ['a', 'x', ] as const;"],
    ['a closing comma', "const A = [\n  'a',\n];", "const A = [ 'a', 'x', ];"],
    ['arrays inside', "const A = [{ b: ['c'] }];\nconst B = [];", "const A = [{ b: ['c'] }, 'x', ]; const B = [];"],
  ])('adds to %s', (_what, before, after) => {
    const { tree, text } = aTreeWith(before);

    addToArray(tree, 'a.ts', 'const A = [', "'x'");

    expect(text()).toBe(after);
  });

  it.each([
    ['is missing', 'const B = [];', 'a.ts: "const A = [" is missing'],
    ['occurs twice', 'const A = [];\nconst A = [];', 'a.ts: "const A = [" occurs 2 times'],
    ['never ends', 'const A = [1,', 'a.ts: "const A = [ … ]" is missing'],
  ])('names the file when its anchor %s', (_what, source, message) => {
    const { tree } = aTreeWith(source);

    expect(() => addToArray(tree, 'a.ts', 'const A = [', "'x'")).toThrow(message);
  });
});

describe('addToObject', () => {
  it.each([
    ['an empty object', 'const A = {};', 'const A = { x: 1, };'],
    ['objects inside', 'const A = { b: { c: [] } };', 'const A = { b: { c: [] }, x: 1, };'],
    [
      'brackets in texts and comments',
      "const A = {\n  // one's }\n  b: '}', /* ] */\n  c: \"it's {\",\n};",
      "const A = { // one's } b: '}', /* ] */ c: \"it's {\", x: 1, };",
    ],
  ])('adds to %s', (_what, before, after) => {
    const { tree, text } = aTreeWith(before);

    addToObject(tree, 'a.ts', 'const A = {', 'x: 1');

    expect(text()).toBe(after);
  });

  it('names the file when the object never ends', () => {
    const { tree } = aTreeWith('const A = { b: [],');

    expect(() => addToObject(tree, 'a.ts', 'const A = {', 'x: 1')).toThrow('a.ts: "const A = { … }" is missing');
  });
});

describe('wordsInArray', () => {
  it('reads the words between quotes', () => {
    expect(wordsInArray(aTreeWith("const A = ['a', 'b.c'];").tree, 'a.ts', 'const A = [')).toEqual(['a', 'b.c']);
  });
});

describe('addLineInOrder', () => {
  it.each([
    ['between', "import 'b';", "import 'a'; import 'b'; import 'c'; done();"],
    ['first', "import '0';", "import '0'; import 'a'; import 'c'; done();"],
    ['last', "import 'd';", "import 'a'; import 'c'; import 'd'; done();"],
  ])('puts a line %s', (_where, line, after) => {
    const { tree, text } = aTreeWith("import 'a';\nimport 'c';\ndone();");

    addLineInOrder(tree, 'a.ts', /^import '/, line);

    expect(text()).toBe(after);
  });

  it('needs a line like it', () => {
    expect(() => addLineInOrder(aTreeWith('done();').tree, 'a.ts', /^import/, "import 'a';")).toThrow(AnchorError);
  });
});

describe('addLineAfter', () => {
  it('adds below the last line that matches', () => {
    const { tree, text } = aTreeWith("import 'z';\nimport 'b';\ndone();");

    addLineAfter(tree, 'a.ts', /^import/, "import 'a';");

    expect(text()).toBe("import 'z'; import 'b'; import 'a'; done();");
  });
});
