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

it('makes the second document of the first', () => {
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
