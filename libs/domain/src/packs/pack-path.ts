/** Places in a pack document, in the notation people use: `severityRules[2].condition`. */

/** A step into a document: a field, an index, or a key of a map (kept distinct because messages group maps). */
export type Segment = string | number | { readonly key: string };
export type Path = readonly Segment[];

const PLAIN_FIELD = /^[A-Za-z_$][\w$-]*$/;

/**
 * Formats `['tools', { key: 'get order' }, 'endpoint']` as `tools['get order'].endpoint`; the document itself as `$`.
 */
export function formatPath(path: Path): string {
  return path.length === 0 ? '$' : path.map((segment, index) => formatSegment(segment, index === 0)).join('');
}

/** Like `formatPath`, with `*` for every index and map key, so that similar places coincide: `tools.*.endpoint`. */
export function formatPattern(path: Path): string {
  return path
    .map((segment, index) => {
      if (typeof segment === 'number') return '[*]';
      return typeof segment === 'string' ? formatSegment(segment, index === 0) : '.*';
    })
    .join('');
}

/**
 * Returns the place an Ajv `instancePath` points to; the document distinguishes indexes from keys that look like
 * them.
 */
export function pathOfPointer(document: unknown, pointer: string): Path {
  const path: Segment[] = [];
  let value = document;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(value) ? Number(key) : key);
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return path;
}

function formatSegment(segment: Segment, first: boolean): string {
  if (typeof segment === 'number') return `[${segment}]`;
  const key = typeof segment === 'string' ? segment : segment.key;
  if (!PLAIN_FIELD.test(key)) return `['${key.replaceAll("'", "\\'")}']`;
  return first ? key : `.${key}`;
}
