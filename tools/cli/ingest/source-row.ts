/** The rows that every format produces, and the checks on an item that need no server. */

/** One exception, or a later state of it, in the form that `POST /api/exceptions/{tenant}/batch` accepts. */
export interface IngestItem {
  exception_id?: string;
  source_system: string;
  domain?: string;
  /** ISO 8601, as is `source_updated_at`. */
  occurred_at?: string;
  source_updated_at?: string;
  title?: string;
  raw_payload: Record<string, unknown>;
  [otherField: string]: unknown;
}

export type SourceRow =
  /** `position`: position in the file, for messages (`line 217`, `item 3`). */
  | { kind: 'item'; position: string; item: IngestItem }
  | { kind: 'rejected'; position: string; reason: string }
  /** A decision about the file or one of its rows, for the report. */
  | { kind: 'note'; position: string; text: string }
  /** The file cannot be read any further; this is the last row. */
  | { kind: 'unreadable'; position: string; reason: string };

/** Turns a parsed JSON value into an item, or rejects it for missing fields. The server checks the rest. */
export function rowOf(position: string, value: unknown): SourceRow {
  if (!isObject(value)) return { kind: 'rejected', position, reason: 'is not a JSON object' };
  const faults: string[] = [];
  if (typeof value.source_system !== 'string' || value.source_system === '') faults.push('source_system: is required');
  if (!isObject(value.raw_payload)) faults.push('raw_payload: an object is required');
  if (faults.length > 0) return { kind: 'rejected', position, reason: faults.join('; ') };
  return { kind: 'item', position, item: value as IngestItem };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
