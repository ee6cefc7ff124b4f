/** What differs between two JSON documents: as a patch for programs, and line by line for people. */
import type { JsonObject } from '@sentinai/contracts';
import { type Operation, Pointer, applyPatch, createPatch } from 'rfc6902';
import { formatPath, pathOfPointer, type Path } from '../packs/pack-path.ts';

/** A step of an RFC 6902 patch; only these three are made. */
export interface PatchStep {
  op: 'add' | 'remove' | 'replace';
  /** A JSON pointer. */
  path: string;
  /** Absent of `remove`. */
  value?: unknown;
}

export interface JsonChange {
  /** As packs' findings write it: `severity_rules[0].severity`. Places in a list count as they are when the step is reached. */
  path: string;
  change: 'added' | 'removed' | 'changed';
  /** Null of what was added. */
  before: unknown;
  /** Null of what was removed. */
  after: unknown;
}

export interface JsonDiff {
  /** Makes the second document of the first. */
  patch: PatchStep[];
  /** One for each step of the patch. */
  changes: JsonChange[];
}

const CHANGES = { add: 'added', remove: 'removed', replace: 'changed' } as const;

/** Compares two documents. */
export function jsonDiff(from: JsonObject, to: JsonObject): JsonDiff {
  const patch = createPatch(from, to).filter(isStep);
  // Each step is about the document as the steps before it have left it.
  const document = structuredClone(from);
  const changes = patch.map((step): JsonChange => {
    const path = formatPath(placeOf(step, document));
    const before: unknown = step.op === 'add' ? null : structuredClone(Pointer.fromJSON(step.path).get(document));
    applyPatch(document, [structuredClone(step)]);
    return { path, change: CHANGES[step.op], before, after: step.op === 'remove' ? null : step.value };
  });
  return { patch, changes };
}

const isStep = (operation: Operation): operation is Operation & PatchStep => operation.op in CHANGES;

/** A pointer's `-` is the place behind the last of its list. */
function placeOf({ path }: PatchStep, document: JsonObject): Path {
  const list: unknown = Pointer.fromJSON(path).parent().get(document);
  return pathOfPointer(document, path).map((segment) =>
    Number.isNaN(segment) && Array.isArray(list) ? list.length : segment,
  );
}
