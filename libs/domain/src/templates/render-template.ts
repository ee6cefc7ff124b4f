/**
 * Fills placeholders in a step's params: `{exception.amount}`, `{steps.fetch.result.price}`, and with a default
 * `{exception.entity ?? 'unknown'}`.
 *
 * A text that consists of a single placeholder becomes the value itself, number or object; in a longer text the value
 * is written out. Only a scope's own properties are reachable: nothing inherited, no properties of texts and numbers.
 */
import { type JsonObject, isJsonContainer } from '@sentinai/contracts';
import { type Placeholder, templateParts } from './placeholder.ts';

export interface RenderedTemplate {
  value: unknown;
  /**
   * Placeholders that lead nowhere and have no default, each listed once: the key does not exist, its value is null,
   * or the source sent something unreadable. They stay in the value as written.
   */
  missing: string[];
}

/** Params that nest deeper or grow longer than a message may. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

const MAX_DEPTH = 32;
const MAX_LENGTH = 1_000_000;

/**
 * Renders a value including every text in it, at any depth.
 * @param unreadable paths whose value could not be read; their defaults do not apply: `exception.amount`
 * @throws {TemplateError} when the value nests deeper than 32 levels or its texts exceed a million characters
 */
export function renderTemplate(
  value: unknown,
  scope: JsonObject,
  unreadable: ReadonlySet<string> = new Set(),
): RenderedTemplate {
  const rendering: Rendering = { scope, unreadable, missing: new Set(), length: 0 };
  return { value: render(value, rendering, 0), missing: [...rendering.missing] };
}

interface Rendering {
  scope: JsonObject;
  unreadable: ReadonlySet<string>;
  missing: Set<string>;
  /** Characters written so far. */
  length: number;
}

function render(value: unknown, rendering: Rendering, depth: number): unknown {
  if (typeof value === 'string') return renderText(value, rendering);
  if (!isJsonContainer(value)) return value;
  if (depth >= MAX_DEPTH) throw new TemplateError(`params nest deeper than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) return value.map((entry: unknown) => render(entry, rendering, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, render(entry, rendering, depth + 1)]));
}

function renderText(text: string, rendering: Rendering): unknown {
  if (!text.includes('{') && !text.includes('}')) return counted(text, rendering);
  const parts = templateParts(text);
  const [only, ...others] = parts;
  if (only && 'placeholder' in only && others.length === 0) {
    const value = lookUp(only.placeholder, rendering);
    return value === undefined ? only.source : value;
  }
  return parts
    .map((part) => {
      if ('text' in part) return counted(part.text, rendering);
      const value = lookUp(part.placeholder, rendering);
      return counted(value === undefined ? part.source : written(value), rendering);
    })
    .join('');
}

/** Stops once too much is written: a short text can name a long value many times. */
function counted(text: string, rendering: Rendering): string {
  rendering.length += text.length;
  if (rendering.length > MAX_LENGTH) throw new TemplateError(`params grow beyond ${MAX_LENGTH} characters`);
  return text;
}

/** Returns the value, or the placeholder's default; undefined when there is neither, which is recorded. */
function lookUp(placeholder: Placeholder, rendering: Rendering): unknown {
  const { path, keys } = placeholder;
  const isUnreadable = rendering.unreadable.has(keys.slice(0, 2).join('.'));
  const value = isUnreadable ? undefined : valueAt(keys, rendering.scope);
  if (value !== undefined && value !== null) return value;
  if (placeholder.default && !isUnreadable) return placeholder.default.value;
  rendering.missing.add(path);
  return undefined;
}

function valueAt(keys: readonly string[], scope: JsonObject): unknown {
  let value: unknown = scope;
  for (const key of keys) {
    if (!isJsonContainer(value) || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

/** Writes numbers with their exact digits. */
function written(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : JSON.stringify(value);
}
