/**
 * Fills placeholders in a step's params: `{exception.amount}`, `{steps.fetch.result.price}`, `{tenant_id}`.
 *
 * A text that is one placeholder and nothing else becomes the value itself, number or object; in a longer text the value
 * is written out. `{{` and `}}` stand for the braces. Only a scope's own properties are reached: nothing inherited, no
 * properties of texts and numbers.
 */
import { type JsonObject, isJsonContainer } from '@sentinai/contracts';

export interface RenderedTemplate {
  value: unknown;
  /** Placeholders that led nowhere, each once; they were replaced by an empty text. */
  missing: string[];
}

/** Params that nest deeper or grow longer than a message may be. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

const MAX_DEPTH = 32;
const MAX_LENGTH = 1_000_000;

/** A name, then further ones after dots; those may contain anything but dots and braces, as step names do. */
const PATH = '[A-Za-z_]\\w*(?:\\.[^{}.]+)*';
const ONE_PLACEHOLDER = new RegExp(`^\\{(${PATH})\\}$`);
const TOKEN = new RegExp(`\\{\\{|\\}\\}|\\{(${PATH})\\}`, 'g');

/**
 * Renders a value with every text in it, however deep.
 * @throws {TemplateError} when the value nests deeper than 32 levels or its texts exceed a million characters
 */
export function renderTemplate(value: unknown, scope: JsonObject): RenderedTemplate {
  const rendering: Rendering = { scope, missing: new Set(), length: 0 };
  return { value: render(value, rendering, 0), missing: [...rendering.missing] };
}

interface Rendering {
  scope: JsonObject;
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
  const only = ONE_PLACEHOLDER.exec(text)?.[1];
  if (only !== undefined) return lookUp(only, rendering);
  const rendered = text.replace(TOKEN, (token, path: string | undefined) => {
    if (path === undefined) return token.slice(1);
    return counted(written(lookUp(path, rendering)), rendering);
  });
  return counted(rendered, rendering);
}

/** Refuses to go on once too much is written: a short text can name a long value many times. */
function counted(text: string, rendering: Rendering): string {
  rendering.length += text.length;
  if (rendering.length > MAX_LENGTH) throw new TemplateError(`params grow beyond ${MAX_LENGTH} characters`);
  return text;
}

function lookUp(path: string, rendering: Rendering): unknown {
  let value: unknown = rendering.scope;
  for (const key of path.split('.')) {
    if (!isJsonContainer(value) || !Object.hasOwn(value, key)) {
      rendering.missing.add(path);
      return '';
    }
    value = (value as JsonObject)[key];
  }
  return value;
}

function written(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
