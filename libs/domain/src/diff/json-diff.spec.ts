import { type JsonObject, parseJson } from '@sentinai/contracts';
import { type Operation, applyPatch } from 'rfc6902';
import { jsonDiff } from './json-diff.ts';

const BEFORE = {
  domain: 'D',
  severity_rules: [{ when: 'amount > 1', severity: 'high' }],
  tools: { 'get/order': { timeout_ms: 5 }, gone: {} },
};
const AFTER = {
  domain: 'D',
  severity_rules: [
    { when: 'amount > 1', severity: 'critical' },
    { when: 'true', severity: 'low' },
  ],
  tools: { 'get/order': { timeout_ms: 6 } },
};

it('says what was added, removed and changed, each with its place', () => {
  const { changes } = jsonDiff(BEFORE, AFTER);

  expect(changes).toHaveLength(4);
  expect(changes).toEqual(
    expect.arrayContaining([
      { path: 'severity_rules[0].severity', change: 'changed', before: 'high', after: 'critical' },
      { path: 'severity_rules[1]', change: 'added', before: null, after: { when: 'true', severity: 'low' } },
      { path: 'tools.gone', change: 'removed', before: {}, after: null },
      { path: "tools['get/order'].timeout_ms", change: 'changed', before: 5, after: 6 },
    ]),
  );
});

it('turns the first document into the second', () => {
  const document = structuredClone(BEFORE);

  applyPatch(document, jsonDiff(BEFORE, AFTER).patch as Operation[]);

  expect(document).toEqual(AFTER);
});

it('finds nothing in the same document, and leaves both as they are', () => {
  expect(jsonDiff(BEFORE, structuredClone(BEFORE))).toEqual({ patch: [], changes: [] });

  const before = structuredClone(BEFORE);
  jsonDiff(BEFORE, AFTER);
  expect(BEFORE).toEqual(before);
});

describe('numbers with many digits', () => {
  const from = parseJson(
    '{"id":1152921506151679042,"price":1.10,"list":[9007199254740993,1],"same":1e400}',
  ) as JsonObject;
  const to = parseJson('{"id":1152921506151679043,"price":1.1,"list":[9007199254740995,1],"same":1e400}') as JsonObject;

  it('are single values, compared as they are written', () => {
    const { changes, patch } = jsonDiff(from, to);

    expect(JSON.stringify(changes)).toBe(
      '[{"path":"id","change":"changed","before":1152921506151679042,"after":1152921506151679043},' +
        '{"path":"price","change":"changed","before":1.10,"after":1.1},' +
        '{"path":"list[0]","change":"changed","before":9007199254740993,"after":9007199254740995}]',
    );
    expect(JSON.stringify(patch[0])).toBe('{"op":"replace","path":"/id","value":1152921506151679043}');
  });

  it('can be put in the place of an object', () => {
    const { patch } = jsonDiff({ a: { text: 'x' } }, parseJson('{"a":9007199254740993}') as JsonObject);

    expect(JSON.stringify(patch)).toBe('[{"op":"replace","path":"/a","value":9007199254740993}]');
  });
});
