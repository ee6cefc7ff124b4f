/** What every format turns its file into, and the checks on an item that need no server. */

/** One exception, or one later state of it, as `POST /api/exceptions/{tenant}/batch` takes it. */
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
  /** `position`: where it stands in the file, for messages (`line 217`, `item 3`). */
  | { kind: 'item'; position: string; item: IngestItem }
  | { kind: 'rejected'; position: string; reason: string }
  /** What was decided about the file or one of its rows, for whoever reads the report. */
  | { kind: 'note'; position: string; text: string }
  /** The file cannot be read any further. Nothing follows. */
  | { kind: 'unreadable'; position: string; reason: string };

/** A parsed JSON value as a row: an item, or rejected for what is missing in it. The server checks the rest. */
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
