/** Values that packs write in more than one way: severities, durations, maps given as lists. */
import { SEVERITIES, isJsonObject } from '@sentinai/contracts';
import { parseMinutes } from './duration.ts';
import { mapOf, object, type FieldShape, type Place, type Translate, type TranslationLog } from './translation.ts';

/** Reads `HIGH` as `high`. */
export const severity: Translate = (value, place, log) => {
  if (typeof value !== 'string') return value;
  const lower = value.toLowerCase();
  if (lower === value || !(SEVERITIES as readonly string[]).includes(lower)) return value;
  log.reread(place, 'in lower case');
  return lower;
};

/** Reads a list of severities, or a single one. */
export const severities: Translate = (value, place, log) => {
  if (!Array.isArray(value)) return typeof value === 'string' ? [severity(value, place, log)] : value;
  return value.map((entry: unknown) => severity(entry, place, log));
};

/** Reads `"48h"` as 2880. */
export const minutes: Translate = (value, place, log) => {
  const parsed = typeof value === 'string' ? parseMinutes(value) : null;
  if (parsed === null) return value;
  log.reread(place, 'as minutes');
  return parsed;
};

/** Converts a number whose unit differs from the canonical field's. */
export const scaled =
  (factor: number, unit: string): Translate =>
  (value, place, log) => {
    const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof amount !== 'number' || Number.isNaN(amount)) return value;
    log.reread(place, `from ${unit}`);
    return amount * factor;
  };

/** Reads a field named after its unit; a duration that states its own unit keeps that unit. */
const minutesFrom =
  (inUnit: Translate): Translate =>
  (value, place, log) => {
    const amount = inUnit(value, place, log);
    return amount === value ? minutes(value, place, log) : amount;
  };

export const hours = minutesFrom(scaled(60, 'hours'));
export const days = minutesFrom(scaled(1440, 'days'));

/**
 * Reads a map that may be given as a list of named objects or bare names. Of two with the same name, the first
 * counts.
 */
export function mapOrNamedList(item: Translate): Translate {
  const asMap = mapOf(item);
  return (value, place, log) => {
    if (!Array.isArray(value)) return asMap(value, place, log);
    log.restructured(place, 'a list, taken as a map by name');
    const byName = new Map<string, unknown>();
    addByName({ byName, entries: value, item }, place, log);
    return Object.fromEntries(byName);
  };
}

interface NamedEntries {
  byName: Map<string, unknown>;
  entries: readonly unknown[];
  item: Translate;
}

/** Reads list entries into a map by name; `place.to` is the map's. */
export function addByName({ byName, entries, item }: NamedEntries, place: Place, log: TranslationLog): void {
  for (const [index, entry] of entries.entries()) {
    const [name, body] = namedEntry(entry, index);
    const here = { from: [...place.from, index], to: [...place.to, { key: name }] };
    if (byName.has(name)) {
      log.unknown({}, name, entry, here.from);
      continue;
    }
    log.moved(here);
    byName.set(name, item(body, here, log));
  }
}

/** Returns the name of a list entry and the rest of it; an entry without a name is named by its position. */
function namedEntry(entry: unknown, index: number): [string, unknown] {
  if (typeof entry === 'string') return [entry, {}];
  if (!isJsonObject(entry) || typeof entry.name !== 'string') return [`entry ${index + 1}`, entry];
  const { name, ...body } = entry;
  return [name, body];
}

export const conditionField: FieldShape = { aliases: { condition: null, if: null, expression: null } };

export const sla: Translate = object({
  by_type: { value: mapOf(minutes) },
  by_severity: { value: severityMinutes() },
});

export const guardrails: Translate = object({
  allow_lists: { aliases: { allowList: null } },
  block_lists: { aliases: { blockList: null } },
  human_approval_threshold: {},
});

/** Minutes by severity; the keys may be in upper case. */
function severityMinutes(): Translate {
  const fields = SEVERITIES.map((name): [string, FieldShape] => [
    name,
    { value: minutes, aliases: { [name.toUpperCase()]: null } },
  ]);
  return object(Object.fromEntries(fields));
}
