/**
 * Format `servicenow`: a CSV export of incidents with one row per state of an incident, in the order of events (the
 * UCI "Incident management process enriched event log" has this form). Extra columns are kept in the raw payload.
 */
import { CommandError } from '../../run-program.ts';
import { readLines } from '../line-reader.ts';
import { readWallTime, type TimeZone } from '../local-time.ts';
import type { IngestItem, SourceRow } from '../source-row.ts';
import { CsvReader, type CsvRow, type RowShape } from './csv-reader.ts';
import { REQUIRED_COLUMNS, UNKNOWN, columnNamed, isIncidentNumber, type Column } from './servicenow-columns.ts';

const SOURCE_SYSTEM = 'ServiceNow';

/** @throws {CommandError} when the header is missing, unreadable or without a required column */
export async function* readServiceNow(
  chunks: AsyncIterable<Uint8Array>,
  timeZone: TimeZone,
): AsyncGenerator<SourceRow> {
  const lines = readLines(chunks);
  try {
    const csv = new CsvReader(lines);
    const columns = readHeader(await csv.header()).map(columnNamed);
    const incidents = new IncidentItems(timeZone);
    for await (const row of csv.rows(shapeOf(columns))) {
      const position = `line ${row.line}`;
      const reason = 'fault' in row ? row.fault : faultsOf(columns, row.fields);
      if ('fields' in row && !reason) yield { kind: 'item', position, item: incidents.itemOf(columns, row.fields) };
      else yield { kind: 'rejected', position, reason };
    }
  } finally {
    await lines.return(undefined); // closes the file when reading stops early
  }
}

function shapeOf(columns: readonly Column[]): RowShape {
  const numberColumn = columns.findIndex(({ name }) => name === 'number');
  return { columns: columns.length, isRow: (fields) => isIncidentNumber(fields[numberColumn] ?? '') };
}

function readHeader(header: CsvRow | undefined): string[] {
  if (!header) throw new CommandError('the file is empty: a header line is expected');
  if ('fault' in header) throw new CommandError(`line ${header.line} (the header) ${header.fault}`);
  const names = header.fields.map((name) => name.trim());
  const missing = REQUIRED_COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new CommandError(`line ${header.line} (the header) lacks: ${missing.join(', ')}`);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new CommandError(`line ${header.line} (the header) has "${repeated}" twice`);
  return names;
}

/** Every fault of a row as `column: what`, in one line; empty when there is none. */
function faultsOf(columns: readonly Column[], fields: readonly string[]): string {
  const faults = columns.map((column, index) => {
    const fault = column.check(fields[index] ?? '');
    return fault && `${column.name}: ${fault}`;
  });
  return faults.filter(Boolean).join('; ');
}

/** Turns valid rows into items, in file order. */
class IncidentItems {
  private readonly timeZone: TimeZone;
  private readonly latestUpdates = new LatestUpdates();

  constructor(timeZone: TimeZone) {
    this.timeZone = timeZone;
  }

  itemOf(columns: readonly Column[], fields: readonly string[]): IngestItem {
    const values = new Map(columns.map(({ name }, index) => [name, fields[index] ?? '']));
    const number = values.get('number') ?? '';
    const updatedAt = this.latestUpdates.raise(number, this.instantOf(values.get('sys_updated_at')));
    return {
      exception_id: number,
      source_system: SOURCE_SYSTEM,
      occurred_at: new Date(this.instantOf(values.get('opened_at'))).toISOString(),
      source_updated_at: new Date(updatedAt).toISOString(),
      title: titleOf(values) || `Incident ${number}`,
      raw_payload: Object.fromEntries(
        columns.map((column, index) => [column.name, column.toPayload(fields[index] ?? '')]),
      ),
    };
  }

  private instantOf(text = ''): number {
    const wall = readWallTime(text);
    if (wall === undefined) throw new TypeError(`a checked date cannot be read: ${text}`);
    return this.timeZone.toInstant(wall).getTime();
  }
}

/**
 * The order of the file is the order in which things happened, which the minutes in it do not always tell: clocks are set
 * back, and entries are dated by hand. So an update counts as no older than the one before it.
 *
 * It remembers the incidents seen last, not all of them, so that memory stays flat; an export keeps an incident's rows
 * together or near each other.
 */
class LatestUpdates {
  private static readonly MOST_INCIDENTS = 50_000;
  private readonly latest = new Map<string, number>();

  raise(incident: string, updatedAt: number): number {
    const raised = Math.max(updatedAt, this.latest.get(incident) ?? updatedAt);
    this.latest.delete(incident); // set again below, at the end: the map's order is that of last use
    this.latest.set(incident, raised);
    if (this.latest.size > LatestUpdates.MOST_INCIDENTS) {
      const [oldest] = this.latest.keys();
      if (oldest !== undefined) this.latest.delete(oldest);
    }
    return raised;
  }
}

function titleOf(values: ReadonlyMap<string, string>): string {
  return ['category', 'subcategory']
    .map((name) => values.get(name)?.trim())
    .filter((text) => text && text !== UNKNOWN)
    .join(' / ');
}
