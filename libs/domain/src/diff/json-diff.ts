/** The differences between two JSON documents: as a patch for programs, and line by line for people. */
import { ExactNumber, type JsonObject, mapExactNumbers } from '@sentinai/contracts';
import { type Operation, Pointer, applyPatch, createPatch } from 'rfc6902';
import { formatPath, pathOfPointer, type Path } from '../packs/pack-path.ts';

/** A step of an RFC 6902 patch, limited to three operations. */
export interface PatchStep {
  op: 'add' | 'remove' | 'replace';
  /** A JSON pointer. */
  path: string;
  /** Absent for `remove`. */
  value?: unknown;
}

export interface JsonChange {
  /**
   * In the notation of pack findings: `severity_rules[0].severity`. List indexes are those at the time the step is
   * applied.
   */
  path: string;
  change: 'added' | 'removed' | 'changed';
  /** Null for an addition. */
  before: unknown;
  /** Null for a removal. */
  after: unknown;
}

export interface JsonDiff {
  /** Turns the first document into the second. */
  patch: PatchStep[];
  /** One for each step of the patch. */
  changes: JsonChange[];
}

const CHANGES = { add: 'added', remove: 'removed', replace: 'changed' } as const;

/** Compares two documents. Numbers compare by their spelling: `1.10` and `1.1` differ. */
export function jsonDiff(from: JsonObject, to: JsonObject): JsonDiff {
  const patch = createPatch(sealed(from), sealed(to)).filter(isStep);
  // Each step applies to the document as the previous steps left it.
  const document = copyOf(sealed(from)) as JsonObject;
  const changes = patch.map((step): JsonChange => {
    const path = formatPath(placeOf(step, document));
    const before: unknown = step.op === 'add' ? null : copyOf(Pointer.fromJSON(step.path).get(document));
    applyPatch(document, [copyOf(step) as typeof step]);
    return { path, change: CHANGES[step.op], before, after: step.op === 'remove' ? null : step.value };
  });
  return { patch: unsealed(patch) as PatchStep[], changes: unsealed(changes) as JsonChange[] };
}

/** The comparison would treat an exact number as an object; it treats a symbol as a single value. */
const sealed = (document: JsonObject): JsonObject =>
  mapExactNumbers(document, ({ text }) => Symbol.for(text)) as JsonObject;

const unsealed = (value: unknown): unknown =>
  mapScalars(value, (scalar) => (typeof scalar === 'symbol' ? new ExactNumber(scalar.description ?? '') : scalar));

const copyOf = (value: unknown): unknown => mapScalars(value, (scalar) => scalar);

/** Returns a copy of a JSON value with its scalars replaced. */
function mapScalars(value: unknown, replace: (scalar: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => mapScalars(entry, replace));
  if (typeof value !== 'object' || value === null) return replace(value);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapScalars(entry, replace)]));
}

const isStep = (operation: Operation): operation is Operation & PatchStep => operation.op in CHANGES;

/** A pointer's `-` is the position after the last element of its list. */
function placeOf({ path }: PatchStep, document: JsonObject): Path {
  const list: unknown = Pointer.fromJSON(path).parent().get(document);
  return pathOfPointer(document, path).map((segment) =>
    Number.isNaN(segment) && Array.isArray(list) ? list.length : segment,
  );
}
