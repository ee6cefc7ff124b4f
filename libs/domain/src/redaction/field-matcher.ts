/** Looks up what the redaction rules say about fields by name. */
import { PII_KINDS, type PiiKind, redactText } from './detectors.ts';
import type { FieldRule, RedactionRules } from './redaction-rules.ts';

/** Facts about a key of a payload. */
export interface KeyFacts {
  /** The value under it is always replaced. */
  isPii: boolean;
  /** Null: the same detectors as in its surroundings. */
  switches: FieldRule['switches'] | null;
  /** The key itself, with matches of the globally active detectors replaced. */
  name: string;
}

export type FieldMatcher = (key: string) => KeyFacts;

/** Payloads come from outside with endlessly many keys; only this many spellings are cached, and no long ones. */
const MAX_REMEMBERED_KEYS = 5_000;
const MAX_REMEMBERED_LENGTH = 64;

/** Whether a rule is a JSONPath (it begins with `$`) rather than a name. */
export const isPath = (field: string): boolean => field.startsWith('$');

export function fieldMatcher({ piiFields, detectors = PII_KINDS, fields = [] }: RedactionRules): FieldMatcher {
  const names = new Set(piiFields.filter((field) => !isPath(field)).map((field) => field.toLowerCase()));
  const switches = switchesByName(fields);
  const remembered = new Map<string, KeyFacts>();
  return (key) => {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const facts = factsOf(key, { names, switches, detectors });
    if (remembered.size < MAX_REMEMBERED_KEYS && key.length <= MAX_REMEMBERED_LENGTH) remembered.set(key, facts);
    return facts;
  };
}

interface Known {
  names: ReadonlySet<string>;
  switches: ReadonlyMap<string, FieldRule['switches']>;
  detectors: readonly PiiKind[];
}

function factsOf(key: string, { names, switches, detectors }: Known): KeyFacts {
  const name = key.toLowerCase();
  return { isPii: names.has(name), switches: switches.get(name) ?? null, name: redactText(key, detectors) };
}

function switchesByName(fields: readonly FieldRule[]): Map<string, FieldRule['switches']> {
  const byName = new Map<string, FieldRule['switches']>();
  for (const { field, switches } of fields) {
    if (isPath(field)) continue;
    const name = field.toLowerCase();
    byName.set(name, { ...byName.get(name), ...switches });
  }
  return byName;
}
