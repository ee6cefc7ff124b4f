/** Translates tools as packs write them: a map, a list, or lists by kind; parameters as a table or as JSON Schema. */
import { addByName, mapOrNamedList, scaled } from './pack-values.translation.ts';
import { isJsonObject } from '@sentinai/contracts';
import { object, type Place, type Translate, type TranslationLog } from './translation.ts';

const READING_KINDS = new Set(['read', 'reads', 'query', 'queries', 'readonly', 'read_only', 'readOnly']);

/** Reads `parameters: { orderId: { type: 'string', required: true } }` as the equivalent JSON Schema. */
const parameters: Translate = (value, place, log) => {
  if (!isJsonObject(value) || value.type === 'object') return value;
  log.reread(place, 'as a JSON Schema');
  const properties: Record<string, unknown> = {};
  const required: string[] = [];
  for (const [name, declared] of Object.entries(value)) {
    const { required: isRequired, ...schema } = isJsonObject(declared) ? declared : { type: declared };
    properties[name] = schema;
    if (isRequired === true) required.push(name);
    log.moved({ from: [...place.from, name], to: [...place.to, 'properties', name] });
  }
  return { type: 'object', properties, required, additionalProperties: false };
};

const readOnly: Translate = (value, place, log) => {
  if (typeof value !== 'boolean') return value;
  log.reread(place, 'as effect');
  return value ? 'read' : 'act';
};

/** Converts retries to attempts: retries come after the first attempt. */
const retries: Translate = (value, place, log) => {
  if (typeof value !== 'number') return value;
  log.reread(place, 'plus one');
  return value + 1;
};

const tool = object({
  description: {},
  endpoint: { aliases: { url: null } },
  method: { aliases: { httpMethod: null } },
  auth_ref: {},
  oauth2: {},
  input_schema: { aliases: { parameters, params: parameters } },
  output_schema: {},
  timeout_ms: { aliases: { timeoutSeconds: scaled(1000, 'seconds') } },
  max_attempts: { aliases: { maxRetries: retries, retries } },
  idempotent: {},
  effect: { aliases: { readOnly, read_only: readOnly } },
});

const toolMap = mapOrNamedList(tool);

/** Reads tools in any known shape into a map by name. */
export const tools: Translate = (value, place, log) =>
  isListsByKind(value) ? toolsByKind(value, place, log) : toolMap(value, place, log);

function isListsByKind(value: unknown): value is Record<string, unknown[]> {
  return isJsonObject(value) && Object.keys(value).length > 0 && Object.values(value).every(Array.isArray);
}

function toolsByKind(kinds: Record<string, unknown[]>, place: Place, log: TranslationLog): Record<string, unknown> {
  log.restructured(place, 'lists by kind, taken as a map by name');
  const byName = new Map<string, unknown>();
  for (const [kind, entries] of Object.entries(kinds)) {
    const effect = READING_KINDS.has(kind) ? 'read' : 'act';
    const item: Translate = (entry, at, itemLog) => withEffect(tool(entry, at, itemLog), effect);
    addByName({ byName, entries, item }, { from: [...place.from, kind], to: place.to }, log);
  }
  return Object.fromEntries(byName);
}

function withEffect(translated: unknown, effect: 'read' | 'act'): unknown {
  return isJsonObject(translated) && translated.effect === undefined ? { ...translated, effect } : translated;
}
