/**
 * Removes personal data from outside input before it is first written: payloads, and the text and documents that
 * people and tools send. Unchanged parts are shared with the original, which is never modified.
 */
import { ExactNumber, type JsonNumber, type JsonObject } from '@sentinai/contracts';
import { compileJsonPath, type CompiledJsonPath } from '../normalization/json-path.ts';
import { PII_KINDS, type PiiKind, REPLACEMENT, redactNumber, redactText } from './detectors.ts';
import { type FieldMatcher, type KeyFacts, fieldMatcher, isPath } from './field-matcher.ts';
import { type FieldRule, type RedactionRules, switched } from './redaction-rules.ts';

export interface RedactedPayload {
  payload: JsonObject;
  /** Places in the payload that were replaced, wholly or in part: `$.customer.email`. At most the first thousand. */
  redacted: string[];
}

export interface Redactor {
  /** Redacts a raw payload or a tool's answer: a document that the rules' JSONPaths apply to. */
  payload(payload: JsonObject): RedactedPayload;
  /**
   * Redacts a field outside payloads by its name: a title, a comment, a tool's answer. Rules by name apply to it; a
   * document is redacted as a payload. A text never grows beyond the limit of its kind of field.
   */
  field<T>(name: string, value: T): T | string;
  /** Whether a field's name marks it as personal data. */
  isPii(name: string): boolean;
  /** Returns the first kind of personal data found in a text that cannot be replaced, such as an id; null for none. */
  kindIn(name: string, text: string): PiiKind | null;
}

/** A payload nested deeper is not examined but replaced: what cannot be checked must not be kept. */
const MAX_DEPTH = 64;

const MAX_PLACES = 1000;

/** Every text field of the contracts allows at least this many characters; a longer text may keep its own length. */
const LEAST_ROOM = 256;

/**
 * Compiles a redactor from rules.
 * @throws {JsonPathError} when a field that begins with `$` is not a usable JSONPath
 */
export function compileRedactor(rules: RedactionRules): Redactor {
  const { piiFields, detectors = PII_KINDS, fields = [] } = rules;
  const compiled: CompiledRules = {
    detectors,
    keyFacts: fieldMatcher(rules),
    piiPaths: piiFields.filter(isPath).map(compileJsonPath),
    switchedPaths: fields
      .filter(({ field }) => isPath(field))
      .map(({ field, switches }) => ({ path: compileJsonPath(field), switches })),
  };
  const detectorsOf = (name: string): readonly PiiKind[] => within(detectors, compiled.keyFacts(name).switches);
  return {
    payload: (payload) => redactDocument(payload, compiled, detectors),
    field: (name, value) => {
      if (value === null || value === undefined) return value;
      if (compiled.keyFacts(name).isPii) return REPLACEMENT;
      return redactField(value, compiled, detectorsOf(name));
    },
    isPii: (name) => compiled.keyFacts(name).isPii,
    kindIn: (name, text) => detectorsOf(name).find((kind) => redactText(text, [kind]) !== text) ?? null,
  };
}

/** Redacts one payload; for many payloads, compile the rules once. */
export function redactPayload(payload: JsonObject, rules: RedactionRules): RedactedPayload {
  return compileRedactor(rules).payload(payload);
}

/** Redacts by form alone: for use where no tenant's rules are available or in force. */
export const redactorByForm: Redactor = compileRedactor({ piiFields: [] });

/** Redacts whatever any of the redactors would: for text that does not belong to a single domain. */
export function combineRedactors(redactors: readonly Redactor[]): Redactor {
  return {
    payload: (payload) =>
      redactors.reduce<RedactedPayload>(
        (done, redactor) => {
          const { payload: after, redacted } = redactor.payload(done.payload);
          return { payload: after, redacted: [...new Set([...done.redacted, ...redacted])] };
        },
        { payload, redacted: [] },
      ),
    field: <T>(name: string, value: T) =>
      redactors.reduce<T | string>((done, redactor) => redactor.field(name, done), value),
    isPii: (name) => redactors.some((redactor) => redactor.isPii(name)),
    kindIn: (name, text) =>
      redactors.map((redactor) => redactor.kindIn(name, text)).find((kind) => kind !== null) ?? null,
  };
}

interface CompiledRules {
  detectors: readonly PiiKind[];
  keyFacts: FieldMatcher;
  piiPaths: readonly CompiledJsonPath[];
  switchedPaths: readonly { path: CompiledJsonPath; switches: FieldRule['switches'] }[];
}

type Key = string | number;

/** Switches by location: the object or list, and the key in it. */
type Places = Map<object, Map<Key, FieldRule['switches']>>;

interface Walk {
  rules: CompiledRules;
  /** Null when no rule is tied to a place. */
  places: Places | null;
  /** Keys from the root to the current value, already redacted. */
  path: Key[];
  redacted: string[];
}

function redactField<T>(value: T, rules: CompiledRules, detectors: readonly PiiKind[]): T | string {
  if (typeof value === 'string') return redactText(value, detectors).slice(0, Math.max(value.length, LEAST_ROOM));
  if (typeof value === 'number' || value instanceof ExactNumber) return redactNumber(value, detectors) as T | string;
  if (typeof value !== 'object' || value === null) return value;
  return redactDocument(value as JsonObject, rules, detectors).payload as T;
}

function redactDocument(document: JsonObject, rules: CompiledRules, detectors: readonly PiiKind[]): RedactedPayload {
  const redacted: string[] = [];
  const byPath = rules.piiPaths.reduce((current, path) => redactAt(current, path, redacted), document);
  const { places, atRoot } = placesOf(byPath, rules);
  const walk: Walk = { rules, places, path: [], redacted };
  return { payload: redactValue(byPath, within(detectors, atRoot), walk) as JsonObject, redacted };
}

interface Placed {
  places: Places | null;
  /** Switches of the document as a whole. */
  atRoot: FieldRule['switches'] | null;
}

const NO_PLACES: Placed = { places: null, atRoot: null };

function placesOf(document: JsonObject, { switchedPaths }: CompiledRules): Placed {
  if (switchedPaths.length === 0) return NO_PLACES;
  const places: Places = new Map();
  let atRoot: FieldRule['switches'] = {};
  for (const { path, switches } of switchedPaths) {
    for (const keys of path.places(document)) {
      const parent = parentOf(document, keys);
      const key = keys.at(-1);
      if (key === undefined) atRoot = { ...atRoot, ...switches };
      else if (parent) addPlace(places, parent, key, switches);
    }
  }
  return { places, atRoot };
}

function addPlace(places: Places, parent: object, key: Key, switches: FieldRule['switches']): void {
  const ofParent = places.get(parent) ?? new Map<Key, FieldRule['switches']>();
  places.set(parent, ofParent.set(key, { ...ofParent.get(key), ...switches }));
}

function parentOf(document: JsonObject, keys: readonly Key[]): object | null {
  let parent: unknown = document;
  for (const key of keys.slice(0, -1)) parent = (parent as Record<Key, unknown> | null)?.[key];
  return typeof parent === 'object' ? parent : null;
}

const within = (detectors: readonly PiiKind[], switches: FieldRule['switches'] | null): readonly PiiKind[] =>
  switches === null ? detectors : switched(detectors, switches);

function redactValue(value: unknown, detectors: readonly PiiKind[], walk: Walk): unknown {
  if (typeof value === 'string') return reported(value, redactText(value, detectors), walk);
  if (typeof value === 'number') return reported(value, redactNumber(value, detectors), walk);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof ExactNumber) return reported<JsonNumber | string>(value, redactNumber(value, detectors), walk);
  if (walk.path.length >= MAX_DEPTH) return reported<unknown>(value, REPLACEMENT, walk);
  return Array.isArray(value) ? redactList(value, detectors, walk) : redactObject(value as JsonObject, detectors, walk);
}

function redactObject(value: JsonObject, detectors: readonly PiiKind[], walk: Walk): unknown {
  const placed = walk.places?.get(value);
  let copy: JsonObject | null = null;
  let isRenamed = false;
  for (const key of Object.keys(value)) {
    const facts = walk.rules.keyFacts(key);
    const name = nameOf(key, facts, detectors, walk);
    const before = value[key];
    walk.path.push(name);
    if (name !== key) {
      report(walk.path, walk.redacted);
      isRenamed = true;
    }
    const after = redactEntry(before, facts, { detectors, placed: placed?.get(key), walk });
    walk.path.pop();
    if (after === before) continue;
    copy ??= { ...value };
    copy[key] = after;
  }
  const changed = copy ?? value;
  return isRenamed ? withKeys(changed, (key) => nameOf(key, walk.rules.keyFacts(key), detectors, walk)) : changed;
}

const nameOf = (key: string, facts: KeyFacts, detectors: readonly PiiKind[], { rules }: Walk): string =>
  detectors === rules.detectors ? facts.name : redactText(key, detectors);

function redactEntry(
  value: unknown,
  { isPii, switches }: KeyFacts,
  { detectors, placed, walk }: EntryContext,
): unknown {
  if (isPii) return value === null || value === REPLACEMENT ? value : reported<unknown>(value, REPLACEMENT, walk);
  return redactValue(value, within(within(detectors, switches), placed ?? null), walk);
}

interface EntryContext {
  detectors: readonly PiiKind[];
  /** Switches for exactly this place. */
  placed: FieldRule['switches'] | undefined;
  walk: Walk;
}

function redactList(value: readonly unknown[], detectors: readonly PiiKind[], walk: Walk): unknown {
  const placed = walk.places?.get(value);
  let copy: unknown[] | null = null;
  for (const [index, before] of value.entries()) {
    walk.path.push(index);
    const after = redactValue(before, within(detectors, placed?.get(index) ?? null), walk);
    walk.path.pop();
    if (after === before) continue;
    copy ??= [...value];
    copy[index] = after;
  }
  return copy ?? value;
}

/** Returns the object under its redacted keys; keys that are now equal are numbered from the second on. */
function withKeys(value: JsonObject, nameOfKey: (key: string) => string): JsonObject {
  const entries = Object.entries(value).map(([key, one]) => ({ key, name: nameOfKey(key), one }));
  const taken = new Set(entries.flatMap(({ key, name }) => (key === name ? [key] : [])));
  return Object.fromEntries(
    entries.map(({ key, name, one }) => {
      if (key === name) return [key, one];
      let free = name;
      for (let count = 2; taken.has(free); count += 1) free = `${name} ${count}`;
      taken.add(free);
      return [free, one];
    }),
  );
}

function reported<T>(before: T, after: T, { path, redacted }: Walk): T {
  if (after !== before) report(path, redacted);
  return after;
}

function report(path: readonly Key[], redacted: string[]): void {
  if (redacted.length >= MAX_PLACES) return;
  const place = placeOf(path);
  if (redacted.at(-1) !== place) redacted.push(place);
}

function placeOf(path: readonly Key[]): string {
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
    report(keys.map(keyWithoutPii), redacted);
  }
  return result;
}

const keyWithoutPii = (key: Key): Key => (typeof key === 'number' ? key : redactText(key, PII_KINDS));

/** Returns a copy with the value at the place replaced, sharing everything off the path. */
function replaceAt(value: unknown, [key, ...rest]: readonly Key[]): unknown {
  if (key === undefined) return value === null ? value : REPLACEMENT;
  if (typeof value !== 'object' || value === null) return value;
  const before = (value as Record<Key, unknown>)[key];
  const after = replaceAt(before, rest);
  if (after === before) return value;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<Key, unknown>;
  copy[key] = after;
  return copy;
}
