/**
 * Format `servicenow`: incidents exported from ServiceNow, as CSV or as the Table API's JSON.
 *
 * An export has one row per state of an incident, in the order of events (the UCI "Incident management process enriched event log" has
 * this form). Its header uses column names or labels; the raw payload uses names. Extra columns are kept.
 */
import { CommandError } from '../../run-program.ts';
import { OrderEvidence, type FoundOrder } from '../date-order.ts';
import { DateReader } from '../date-reader.ts';
import type { DateOrder } from '../date-text.ts';
import type { TimeZone } from '../local-time.ts';
import type { ByteSource } from '../source-file.ts';
import type { IngestItem, SourceRow } from '../source-row.ts';
import { namedColumns, openCsv, type CsvOptions, type CsvTable } from './csv-table.ts';
import { IncidentClock, SOURCE_SYSTEM, titleOf } from './incident.ts';
import { REQUIRED_COLUMNS, STAND_INS, columnNameOf, columnNamed, isDate, type Column } from './servicenow-columns.ts';
import { isJson, readIncidentRecords } from './servicenow-json.ts';

export interface ServiceNowOptions extends CsvOptions {
  /** Order of day and month in dates whose year comes last. Default: detected. */
  dateOrder?: DateOrder | undefined;
  timeZone: TimeZone;
}

/** @throws {CommandError} when the header is missing, unreadable or without a required column, or dates are ambiguous */
export async function* readServiceNow(source: ByteSource, options: ServiceNowOptions): AsyncGenerator<SourceRow> {
  if (await isJson(source)) yield* readIncidentRecords(source, new DateReader(options.dateOrder, options.timeZone));
  else yield* readExport(await openCsv(source, options), options);
}

async function* readExport(table: CsvTable, options: ServiceNowOptions): AsyncGenerator<SourceRow> {
  const { columns, notes } = columnsOf(table);
  const found = options.dateOrder ? { order: options.dateOrder } : await findOrder(table, columns);
  yield* [...table.notes, ...notes];
  if (found.note !== undefined) yield { kind: 'note', position: 'the file', text: found.note };

  const dates = new DateReader(found.order, options.timeZone);
  const incidents = new IncidentItems(columns, dates);
  for await (const row of table.rows()) {
    const position = `line ${row.line}`;
    if ('fault' in row) yield { kind: 'rejected', position, reason: row.fault };
    else yield* incidents.rowsOf(position, row.fields);
  }
}

/** @throws {CommandError} */
function columnsOf({ header, headerLine }: CsvTable): { columns: Column[]; notes: SourceRow[] } {
  const cells = header.map(columnNameOf);
  const missing = REQUIRED_COLUMNS.filter((name) => !cells.includes(name) && !cells.includes(STAND_INS[name] ?? name));
  if (missing.length > 0) throw new CommandError(`line ${headerLine} (the header) lacks: ${missing.join(', ')}`);
  const isNeeded = (name: string) => REQUIRED_COLUMNS.some((needed) => name === needed || name === STAND_INS[needed]);
  const repeated = cells.find((name, index) => isNeeded(name) && cells.indexOf(name) !== index);
  if (repeated !== undefined) throw new CommandError(`line ${headerLine} (the header) has "${repeated}" twice`);
  const { names, notes } = namedColumns(cells, headerLine);
  return { columns: names.map(columnNamed), notes };
}

async function findOrder(table: CsvTable, columns: readonly Column[]): Promise<FoundOrder> {
  const evidence = new OrderEvidence();
  const dates = columns.flatMap(({ name }, index) => {
    const isNeeded = name === 'opened_at' || name === 'sys_updated_at' || name === STAND_INS.sys_updated_at;
    return isDate(name) ? [{ index, isNeeded }] : [];
  });
  for await (const row of table.rows()) {
    if (evidence.isClear) break;
    if ('fault' in row) continue;
    for (const { index, isNeeded } of dates) evidence.see(row.fields[index] ?? '', `line ${row.line}`, isNeeded);
  }
  return evidence.verdict();
}

/** Turns rows into items, in file order. */
class IncidentItems {
  private readonly columns: readonly Column[];
  private readonly dates: DateReader;
  private readonly clock = new IncidentClock();
  /** Index of each required column. */
  private readonly places: ReadonlyMap<string, number>;

  constructor(columns: readonly Column[], dates: DateReader) {
    this.columns = columns;
    this.dates = dates;
    const placeOf = (name: string) => columns.findIndex((column) => column.name === name);
    this.places = new Map(
      REQUIRED_COLUMNS.map((name) => [name, placeOf(name) === -1 ? placeOf(STAND_INS[name] ?? '') : placeOf(name)]),
    );
  }

  *rowsOf(position: string, fields: readonly string[]): Generator<SourceRow> {
    const reason = this.faultsOf(fields);
    if (reason !== '') {
      yield { kind: 'rejected', position, reason };
      return;
    }
    const notes: SourceRow[] = [];
    const item = this.itemOf(fields, (name, note) => notes.push({ kind: 'note', position, text: `${name}: ${note}` }));
    yield* notes;
    yield { kind: 'item', position, item };
  }

  /** Lists every fault of a row as `column: fault`, in one line; empty when there is none. */
  private faultsOf(fields: readonly string[]): string {
    const faults = this.columns.map((column, index) => {
      const fault = column.check(fields[index] ?? '', this.dates);
      return fault && `${column.name}: ${fault}`;
    });
    return faults.filter(Boolean).join('; ');
  }

  private itemOf(fields: readonly string[], tell: (column: string, note: string) => void): IngestItem {
    const payload = Object.fromEntries(
      this.columns.map((column, index) => [column.name, column.toPayload(fields[index] ?? '')]),
    );
    for (const [name, place] of this.places)
      payload[name] ??= this.columns[place]?.toPayload(fields[place] ?? '') ?? null;
    const instantOf = (name: string): number => {
      const reading = this.dates.read(fields[this.places.get(name) ?? -1] ?? '');
      if ('fault' in reading) throw new TypeError(`a checked date ${reading.fault}`);
      if (reading.note !== undefined) tell(name, reading.note);
      return reading.instant;
    };
    const number = String(payload.number);
    const updatedAt = this.clock.raise(number, instantOf('sys_updated_at'));
    return {
      exception_id: number,
      source_system: SOURCE_SYSTEM,
      occurred_at: new Date(instantOf('opened_at')).toISOString(),
      source_updated_at: new Date(updatedAt).toISOString(),
      title: titleOf(payload) || `Incident ${number}`,
      raw_payload: payload,
    };
  }
}
