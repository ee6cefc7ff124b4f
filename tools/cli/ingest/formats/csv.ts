/**
 * Format `csv`: any CSV file with a header. Its columns are the raw payload, as strings, unchanged. Some columns may also fill fields of
 * the item: its id, its type, its source, when it happened, when it changed.
 */
import { CommandError } from '../../run-program.ts';
import { OrderEvidence, type FoundOrder } from '../date-order.ts';
import { DateReader } from '../date-reader.ts';
import type { DateOrder } from '../date-text.ts';
import type { TimeZone } from '../local-time.ts';
import type { ByteSource } from '../source-file.ts';
import type { IngestItem, SourceRow } from '../source-row.ts';
import { namedColumns, openCsv, type CsvOptions, type CsvTable } from './csv-table.ts';

export interface ColumnChoices {
  /** Default: `exception_id`, if there is such a column; likewise below. */
  idColumn?: string | undefined;
  typeColumn?: string | undefined;
  timeColumn?: string | undefined;
  updatedColumn?: string | undefined;
}

export interface PlainCsvOptions extends CsvOptions, ColumnChoices {
  dateOrder?: DateOrder | undefined;
  timeZone: TimeZone;
  /** Source of rows without a value in a `source_system` column. */
  sourceSystem: string;
}

type Field = 'exception_id' | 'exception_type' | 'source_system' | 'occurred_at' | 'source_updated_at';
const INSTANTS = ['occurred_at', 'source_updated_at'] as const;

/** @throws {CommandError} when the header cannot be read or lacks a requested column, or dates are ambiguous */
export async function* readCsv(source: ByteSource, options: PlainCsvOptions): AsyncGenerator<SourceRow> {
  const table = await openCsv(source, options);
  const { names, notes } = namedColumns(table.header, table.headerLine);
  const places = placesOf(names, options);
  const found = options.dateOrder ? { order: options.dateOrder } : await findOrder(table, places);
  yield* [...table.notes, ...notes];
  if (found.note !== undefined) yield { kind: 'note', position: 'the file', text: found.note };

  const items = new RowItems(names, places, new DateReader(found.order, options.timeZone, false), options.sourceSystem);
  for await (const row of table.rows()) {
    const position = `line ${row.line}`;
    if ('fault' in row) yield { kind: 'rejected', position, reason: row.fault };
    else yield* items.rowsOf(position, row.fields);
  }
}

function placesOf(names: readonly string[], options: PlainCsvOptions): ReadonlyMap<Field, number> {
  const chosen: Record<Field, string | undefined> = {
    exception_id: options.idColumn,
    exception_type: options.typeColumn,
    source_system: undefined,
    occurred_at: options.timeColumn,
    source_updated_at: options.updatedColumn,
  };
  const places = new Map<Field, number>();
  for (const [field, name] of Object.entries(chosen) as [Field, string | undefined][]) {
    const place = names.indexOf(name ?? field);
    if (place !== -1) places.set(field, place);
    else if (name !== undefined)
      throw new CommandError(`there is no column "${name}"; the columns are: ${names.join(', ')}`);
  }
  return places;
}

async function findOrder(table: CsvTable, places: ReadonlyMap<Field, number>): Promise<FoundOrder> {
  const evidence = new OrderEvidence();
  const dates = INSTANTS.flatMap((field) => places.get(field) ?? []);
  if (dates.length === 0) return evidence.verdict();
  for await (const row of table.rows()) {
    if (evidence.isClear) break;
    if ('fault' in row) continue;
    for (const place of dates) evidence.see((row.fields[place] ?? '').trim(), `line ${row.line}`, true);
  }
  return evidence.verdict();
}

class RowItems {
  private readonly names: readonly string[];
  private readonly places: ReadonlyMap<Field, number>;
  private readonly dates: DateReader;
  private readonly sourceSystem: string;

  constructor(names: readonly string[], places: ReadonlyMap<Field, number>, dates: DateReader, sourceSystem: string) {
    this.names = names;
    this.places = places;
    this.dates = dates;
    this.sourceSystem = sourceSystem;
  }

  *rowsOf(position: string, fields: readonly string[]): Generator<SourceRow> {
    const faults: string[] = [];
    const item: IngestItem = {
      source_system: this.cell(fields, 'source_system') || this.sourceSystem,
      raw_payload: Object.fromEntries(this.names.map((name, index) => [name, fields[index] ?? ''])),
    };
    const id = this.cell(fields, 'exception_id');
    const type = this.cell(fields, 'exception_type');
    if (id) item.exception_id = id;
    else if (id === '') faults.push(`${this.nameOf('exception_id')}: is empty`);
    if (type) item.exception_type = type;
    for (const field of INSTANTS) {
      const text = this.cell(fields, field);
      if (!text) continue;
      const reading = this.dates.read(text);
      if ('fault' in reading)
        faults.push(`${this.nameOf(field)}: ${JSON.stringify(text.slice(0, 60))} ${reading.fault}`);
      else item[field] = new Date(reading.instant).toISOString();
      if ('note' in reading) yield { kind: 'note', position, text: `${this.nameOf(field)}: ${reading.note}` };
    }
    if (faults.length > 0) yield { kind: 'rejected', position, reason: faults.join('; ') };
    else yield { kind: 'item', position, item };
  }

  /** Returns the cell of a field; undefined when there is no such column. */
  private cell(fields: readonly string[], field: Field): string | undefined {
    const place = this.places.get(field);
    return place === undefined ? undefined : (fields[place] ?? '').trim();
  }

  private nameOf(field: Field): string {
    return this.names[this.places.get(field) ?? -1] ?? field;
  }
}
