/**
 * The syntax of placeholders: `{exception.amount}`, `{exception.raw_payload['a.b'].legs[0]}`, `{exception.entity ??
 * 'unknown'}`.
 *
 * A path is a name followed by keys after dots (any characters but dots, brackets and braces, as in step names),
 * quoted keys, or indexes in brackets. A default after `??` is a quoted text, a number, `true`, `false` or `null`.
 * `{{`, `}}`, `\{` and `\}` stand for braces.
 */
import { parseJson } from '@sentinai/contracts';

export interface Placeholder {
  /** The path as written. */
  path: string;
  keys: readonly string[];
  /** Replaces the placeholder where the path leads nowhere; absent when none is given. */
  default?: { value: unknown };
}

/** A piece of a template: literal text, or a placeholder with its source text. */
export type TemplatePart = { text: string } | { placeholder: Placeholder; source: string };

const QUOTED = String.raw`'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"`;
const DOT_KEY = String.raw`\.(?:(?!\?\?)[^{}.[\]])+`;
const BRACKET_KEY = String.raw`\[(?:\d+|${QUOTED})\]`;
const PATH = String.raw`[A-Za-z_]\w*(?:${DOT_KEY}|${BRACKET_KEY})*`;
const DEFAULT = String.raw`${QUOTED}|-?\d+(?:\.\d+)?|true|false|null`;
const PLACEHOLDER = String.raw`\{(?<path>${PATH})(?:\s*\?\?\s*(?<fallback>${DEFAULT})\s*)?\}`;
const TOKEN = new RegExp(String.raw`\\[{}]|\{\{|\}\}|${PLACEHOLDER}`, 'gs');
const KEY = new RegExp(`${DOT_KEY}|${BRACKET_KEY}`, 'gs');

/** Splits a text into its pieces, in order. */
export function templateParts(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push(partOf(match[0], match.groups));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

function partOf(source: string, { path, fallback }: Record<string, string | undefined> = {}): TemplatePart {
  // The second character of `{{` and of `\{` is the brace it stands for.
  if (path === undefined) return { text: source.slice(1) };
  if (fallback === undefined) return { placeholder: { path, keys: keysOf(path) }, source };
  const written = path.trimEnd();
  return { placeholder: { path: written, keys: keysOf(written), default: { value: literal(fallback) } }, source };
}

function keysOf(path: string): string[] {
  const root = /^\w+/.exec(path)?.[0] ?? '';
  const rest = path.slice(root.length).match(KEY) ?? [];
  return [root, ...rest.map((key) => (key.startsWith('.') ? key.slice(1) : String(literal(key.slice(1, -1)))))];
}

/** Returns the value of a text in either kind of quotes, or of a JSON literal. */
const literal = (source: string): unknown =>
  /^['"]/.test(source) ? source.slice(1, -1).replace(/\\(.)/gs, '$1') : parseJson(source);
