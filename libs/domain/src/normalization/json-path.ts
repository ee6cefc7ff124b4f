/**
 * JSONPath (RFC 9535), parsed once. A path of plain names and indexes, as nearly all are, becomes a property walk;
 * the library evaluates the others.
 */
import { isJsonContainer, mapExactNumbers, toDouble } from '@sentinai/contracts';
import { exec, type JsonValue } from 'jsonpath-rfc9535';
import parse from 'jsonpath-rfc9535/parser';

/** A JSONPath that cannot be used; the message gives the reason. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError';
}

export interface CompiledJsonPath {
  readonly source: string;
  /** Returns the first value found, or undefined. */
  first(document: unknown): unknown;
  /** Returns where values are found: names and indexes from the root. */
  places(document: unknown): (string | number)[][];
}

type Query = ReturnType<typeof parse>;
type Segment = Query['segments'][number];

/** Two descents already visit every node once per node, and regular expressions have no bound at all. */
const TWO_DESCENTS = /\.\..*\.\./;
const REGULAR_EXPRESSION = /\b(?:match|search)\s*\(/;

/**
 * Compiles a path.
 * @throws {JsonPathError} when it does not parse or could be slow: it uses `match` or `search`, or descends (`..`)
 *   twice
 */
export function compileJsonPath(source: string): CompiledJsonPath {
  refuseCostly(source);
  const keys = simpleKeys(parseOrExplain(source).segments);
  if (!keys) {
    return {
      source,
      first: (document) => walk(document, placesFound(document, source)[0]),
      places: (document) => placesFound(document, source),
    };
  }
  return {
    source,
    first: (document) => walk(document, keys),
    places: (document) => (walk(document, keys) === undefined ? [] : [keys]),
  };
}

function refuseCostly(source: string): void {
  if (REGULAR_EXPRESSION.test(source)) throw new JsonPathError('match() and search() are not available in a JSONPath');
  if (TWO_DESCENTS.test(source)) throw new JsonPathError('descends (..) more than once');
}

function placesFound(document: unknown, source: string): (string | number)[][] {
  const places: (string | number)[][] = [];
  // The library would walk into an exact number, which it sees as an object. It gets a double, or a symbol that it
  // skips.
  const sealed = mapExactNumbers(document, (number) => toDouble(number) ?? Symbol(number.text));
  exec(sealed as JsonValue, source, (_value, path) => places.push(path.map(unescapeKey)));
  return places;
}

/** The library returns keys in normalized-path form, with escapes. */
function unescapeKey(key: string | number): string | number {
  if (typeof key === 'number' || !key.includes('\\')) return key;
  return key.replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_match, code: string | undefined, character: string) =>
    code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPED[character] ?? character),
  );
}

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function parseOrExplain(source: string): Query {
  try {
    return parse(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new JsonPathError(`is not a JSONPath: ${reason}`, { cause: error });
  }
}

function simpleKeys(segments: readonly Segment[]): (string | number)[] | null {
  const keys = segments.map(simpleKey);
  return keys.every((key) => key !== null) ? keys : null;
}

function simpleKey({ type, node }: Segment): string | number | null {
  if (type !== 'ChildSegment') return null;
  if (node.type === 'MemberNameShorthand') return node.value;
  if (node.type !== 'BracketedSelection' || node.selectors.length !== 1) return null;
  const [selector] = node.selectors;
  if (selector?.type === 'NameSelector') return selector.value;
  return selector?.type === 'IndexSelector' && selector.value >= 0 ? selector.value : null;
}

function walk(document: unknown, keys: readonly (string | number)[] | undefined): unknown {
  if (!keys) return undefined;
  let value = document;
  for (const key of keys) {
    if (!isJsonContainer(value)) return undefined;
    if (Array.isArray(value) !== (typeof key === 'number') || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
