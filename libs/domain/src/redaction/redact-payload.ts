/**
 * Takes personal data out of a raw payload before it is first written. Sees the payload only, so the identifiers the
 * platform works with are out of its reach. What is unchanged is shared with the original, which is never changed.
 */
import type { JsonObject } from '@sentinai/contracts';
import { compileJsonPath, type CompiledJsonPath } from '../normalization/json-path.ts';
import { redactText, PII_KINDS, type PiiKind } from './detectors.ts';

export interface RedactionRules {
  /** Names matched at any depth without regard to case, or JSONPaths (`$.customer.name`). */
  piiFields: readonly string[];
  /** What to look for in texts. Default: everything the detectors know. */
  detectors?: readonly PiiKind[];
}

export interface RedactedPayload {
  payload: JsonObject;
  /** Places in the payload that were replaced, wholly or in part: `$.customer.email`. The first thousand. */
  redacted: string[];
}

export type Redactor = (payload: JsonObject) => RedactedPayload;

const REPLACEMENT = '[REDACTED]';

/** Below this a payload is not looked into any more: it is replaced, since what cannot be checked must not be kept. */
const MAX_DEPTH = 64;

const MAX_PLACES = 1000;

/** Payloads are outside data with keys without end; only so many spellings are remembered. */
const MAX_REMEMBERED_KEYS = 5000;

/**
 * Prepares redaction by the given rules.
 * @throws {JsonPathError} when a field that begins with `$` is not a usable JSONPath
 */
export function compileRedactor({ piiFields, detectors = PII_KINDS }: RedactionRules): Redactor {
  const paths = piiFields.filter(isPath).map(compileJsonPath);
  const isPii = fieldMatcher(piiFields.filter((field) => !isPath(field)));
  return (payload) => {
    const walk: Walk = { isPii, detectors, path: [], redacted: [] };
    const byPath = paths.reduce((current, path) => redactAt(current, path, walk.redacted), payload);
    return { payload: redactObject(byPath, walk) as JsonObject, redacted: walk.redacted };
  };
}

/** Redacts one payload; where there are many, compile the rules once. */
export function redactPayload(payload: JsonObject, rules: RedactionRules): RedactedPayload {
  return compileRedactor(rules)(payload);
}

const isPath = (field: string): boolean => field.startsWith('$');

function fieldMatcher(fields: readonly string[]): (key: string) => boolean {
  const names = new Set(fields.map((field) => field.toLowerCase()));
  if (names.size === 0) return () => false;
  const remembered = new Map<string, boolean>();
  return (key) => {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const answer = names.has(key.toLowerCase());
    if (remembered.size < MAX_REMEMBERED_KEYS) remembered.set(key, answer);
    return answer;
  };
}

interface Walk {
  isPii: (key: string) => boolean;
  detectors: readonly PiiKind[];
  /** Keys from the root to the value being looked at. */
  path: (string | number)[];
  redacted: string[];
}

function redactValue(value: unknown, walk: Walk): unknown {
  if (typeof value === 'string') return redactString(value, walk);
  if (typeof value !== 'object' || value === null) return value;
  if (walk.path.length >= MAX_DEPTH) return replaced(walk);
  return Array.isArray(value) ? redactList(value, walk) : redactObject(value as JsonObject, walk);
}

function redactObject(value: JsonObject, walk: Walk): unknown {
  let copy: JsonObject | null = null;
  for (const key of Object.keys(value)) {
    const before = value[key];
    walk.path.push(key);
    const after = walk.isPii(key) && before !== null ? replaced(walk) : redactValue(before, walk);
    walk.path.pop();
    if (after === before) continue;
    copy ??= { ...value };
    copy[key] = after;
  }
  return copy ?? value;
}

function redactList(value: readonly unknown[], walk: Walk): unknown {
  let copy: unknown[] | null = null;
  for (const [index, before] of value.entries()) {
    walk.path.push(index);
    const after = redactValue(before, walk);
    walk.path.pop();
    if (after === before) continue;
    copy ??= [...value];
    copy[index] = after;
  }
  return copy ?? value;
}

function redactString(value: string, walk: Walk): string {
  const text = redactText(value, walk.detectors);
  if (text !== value) report(walk.path, walk.redacted);
  return text;
}

function replaced(walk: Walk): string {
  report(walk.path, walk.redacted);
  return REPLACEMENT;
}

function report(path: readonly (string | number)[], redacted: string[]): void {
  if (redacted.length < MAX_PLACES) redacted.push(placeOf(path));
}

function placeOf(path: readonly (string | number)[]): string {
  return `$${path.map((key) => (typeof key === 'number' ? `[${key}]` : fieldStep(key))).join('')}`;
}

const fieldStep = (key: string): string =>
  /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `['${key.replaceAll("'", "\\'")}']`;

function redactAt(payload: JsonObject, path: CompiledJsonPath, redacted: string[]): JsonObject {
  let result = payload;
  for (const keys of path.places(payload)) {
    if (keys.length === 0) continue;
    const changed = replaceAt(result, keys);
    if (changed === result) continue;
    result = changed as JsonObject;
    report(keys, redacted);
  }
  return result;
}

/** A copy with the value at the place replaced, sharing everything beside the way there. */
function replaceAt(value: unknown, [key, ...rest]: readonly (string | number)[]): unknown {
  if (key === undefined) return value === null ? value : REPLACEMENT;
  if (typeof value !== 'object' || value === null) return value;
  const before = (value as Record<string | number, unknown>)[key];
  const after = replaceAt(before, rest);
  if (after === before) return value;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string | number, unknown>;
  copy[key] = after;
  return copy;
}
