/** Builders for ServiceNow exports: a valid incident row whose relevant fields a test overrides. */
import { collect } from '../../testing/collect.ts';
import type { ByteSource } from '../source-file.ts';
import type { SourceRow } from '../source-row.ts';

const VALID_INCIDENT = {
  number: 'INC0000045',
  incident_state: 'New',
  active: 'TRUE',
  reassignment_count: '0',
  made_sla: 'TRUE',
  opened_at: '29-02-2016 01:16',
  sys_updated_at: '29-02-2016 01:23',
  category: 'Category 55',
  subcategory: 'Subcategory 170',
  impact: '2 - Medium',
  priority: '3 - Moderate',
  closed_at: '?',
};

export type Incident = typeof VALID_INCIDENT;

export const HEADER = Object.keys(VALID_INCIDENT).join(',');

/** Builds a row of the file; values are written unchanged, quotes included. */
export function incident(changes: Partial<Incident> = {}): string {
  return Object.values({ ...VALID_INCIDENT, ...changes }).join(',');
}

/** Builds a file of the header and these lines. */
export function incidentFile(...lines: string[]): string {
  return [HEADER, ...lines, ''].join('\n');
}

/** Streams content in chunks small enough to split lines and characters. */
export async function* chunksOf(content: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** Wraps content as a source that can be read repeatedly. */
export const sourceOf = (content: string | Uint8Array, size?: number): ByteSource => ({
  chunks: () => chunksOf(content, size),
});

/** Collects all rows, also as short text: `line 2: INC0000045` or `line 3: rejected: reason`. */
export async function collectRows(rows: AsyncIterable<SourceRow>): Promise<{ rows: SourceRow[]; told: string[] }> {
  const all = await collect(rows);
  return { rows: all, told: all.map(tell) };
}

function tell(row: SourceRow): string {
  if (row.kind === 'item') return `${row.position}: ${row.item.exception_id ?? row.item.source_system}`;
  return `${row.position}: ${row.kind}: ${row.kind === 'note' ? row.text : row.reason}`;
}
