/** Redacts event payloads by their schemas: no event can be forgotten, and none needs its own list. */
import {
  ExceptionIngested,
  type JsonObject,
  ManualExceptionCreated,
  type SourceItem,
  SourceUpdateReceived,
  findEvent,
} from '@sentinai/contracts';
import type { Redactor } from './redactor.ts';

/** The most places that the contract has room for. */
const MAX_PLACES = 1_000;

const SOURCE_EVENTS: ReadonlySet<string> = new Set([
  ExceptionIngested.type,
  ManualExceptionCreated.type,
  SourceUpdateReceived.type,
]);

/**
 * Returns the payload of an event without personal data; the same object when there was none.
 *
 * Free text, documents and fields unknown to the contract are redacted. Names and ids are what the platform works
 * with: owners, actors, steps. Source events are the exception: there even names are text from outside.
 */
export function redactEvent<T extends JsonObject>(type: string, data: T, redactor: Redactor): T {
  if (SOURCE_EVENTS.has(type)) return redactItem(data as unknown as SourceItem, redactor) as unknown as T;
  const kept = keptFields(type);
  let copy: JsonObject | null = null;
  for (const key of Object.keys(data)) {
    if (kept.has(key)) continue;
    const after = redactor.field(key, data[key]);
    if (after !== data[key]) copy = { ...(copy ?? data), [key]: after };
  }
  return (copy ?? data) as T;
}

/** Fields of a source item that are not text from outside, or that must keep their value. */
const KEPT_OF_ITEM: ReadonlySet<string> = new Set([
  'domain',
  'amount',
  'occurred_at',
  'occurred_at_source',
  'source_updated_at',
  'raw_payload',
  'redacted',
]);

/**
 * Returns the item without personal data; the same object when there was none. `redacted` lists what was replaced:
 * places in the payload (`$.customer.email`), and fields beside it by name (`title`). An amount that is personal data
 * is left out and counts as unreadable.
 */
export function redactItem(item: SourceItem, redactor: Redactor): SourceItem {
  const { payload, redacted } = redactor.payload(item.raw_payload);
  const changed: JsonObject = {};
  for (const [key, value] of Object.entries(item)) {
    const after = KEPT_OF_ITEM.has(key) ? value : redactor.field(key, value);
    if (after !== value) changed[key] = after;
  }
  if (item.amount !== null && redactor.isPii('amount')) changed.amount = null;
  const known = item.redacted.map((place) => redactor.field('redacted', place));
  const names = Object.keys(changed);
  if (payload === item.raw_payload && names.length === 0 && known.every((one, at) => one === item.redacted[at]))
    return item;
  const places = [...new Set([...known, ...names, ...redacted])].slice(0, MAX_PLACES);
  return { ...item, ...changed, raw_payload: payload, redacted: places };
}

const keptFieldsByType = new Map<string, ReadonlySet<string>>();

function keptFields(type: string): ReadonlySet<string> {
  const known = keptFieldsByType.get(type);
  if (known) return known;
  const properties = Object.entries(findEvent(type)?.schema.properties ?? {});
  const kept = new Set(properties.flatMap(([name, schema]) => (isFree(schema as FieldSchema) ? [] : [name])));
  keptFieldsByType.set(type, kept);
  return kept;
}

interface FieldSchema {
  type?: string;
  maxLength?: number;
  properties?: object;
  anyOf?: readonly FieldSchema[];
}

/** Names and ids are shorter than this in the contracts. */
const TEXT_LENGTH = 512;

/**
 * `Text`, `AnyObject` and similar contract types, nullable and optional ones included: what people and tools say in
 * their own words.
 */
const isFree = ({ type, maxLength = 0, properties, anyOf = [] }: FieldSchema): boolean =>
  (type === 'string' && maxLength >= TEXT_LENGTH) ||
  (type === 'object' && Object.keys(properties ?? {}).length === 0) ||
  anyOf.some(isFree);
