/**
 * Reads incidents from ServiceNow's Table API: `{"result": […]}`, an array or one record. A field is a string or a pair of values,
 * `{"value": …, "display_value": …}`, as returned with `sysparm_display_value=all`. The record becomes the raw payload unchanged.
 */
import { DateReader } from '../date-reader.ts';
import { TimeZone } from '../local-time.ts';
import type { ByteSource } from '../source-file.ts';
import type { SourceRow } from '../source-row.ts';
import { fromUtf16 } from '../text-encoding.ts';
import { IncidentClock, SOURCE_SYSTEM, titleOf } from './incident.ts';
import { readJsonValues } from './json-values.ts';

/** Keys that wrap the records: the Table API's, and that of the older JSON web service. */
const WRAPPERS = ['result', 'records'];
const NUMBER = ['number'];
const OPENED = ['opened_at', 'sys_created_on'];
const UPDATED = ['sys_updated_on', 'sys_updated_at'];
const UTC = new TimeZone('UTC');

type Row = Record<string, unknown>;

/** Whether the text begins like JSON. */
export async function isJson(source: ByteSource): Promise<boolean> {
  for await (const chunk of fromUtf16(source.chunks())) {
    const [first] = Buffer.from(chunk).toString().trimStart();
    if (first !== undefined) return first === '{' || first === '[';
  }
  return false;
}

/** @param shown reads display dates; a `value` is in UTC */
export async function* readIncidentRecords(source: ByteSource, shown: DateReader): AsyncGenerator<SourceRow> {
  const records = new RecordItems(shown);
  for await (const found of readJsonValues(fromUtf16(source.chunks()), WRAPPERS)) {
    const { position } = found;
    if ('end' in found) yield { kind: 'unreadable', position, reason: found.end };
    else if ('fault' in found) yield { kind: 'rejected', position, reason: found.fault };
    else yield records.rowOf(position, found.value);
  }
}

class RecordItems {
  private readonly clock = new IncidentClock();
  private readonly dates: { ofValues: DateReader; shown: DateReader };

  constructor(shown: DateReader) {
    this.dates = { ofValues: new DateReader(undefined, UTC), shown };
  }

  rowOf(position: string, record: unknown): SourceRow {
    const rejected = (reason: string): SourceRow => ({ kind: 'rejected', position, reason });
    if (!isRow(record)) return rejected('is not a JSON object');
    const number = textOf(record, NUMBER);
    if (number === '') return rejected('number: is required');
    const opened = this.instantOf(record, OPENED);
    const updated = this.instantOf(record, UPDATED);
    const faults = [opened, updated].flatMap((reading) => (typeof reading === 'string' ? [reading] : []));
    if (faults.length > 0) return rejected(faults.join('; '));
    return {
      kind: 'item',
      position,
      item: {
        exception_id: number,
        source_system: SOURCE_SYSTEM,
        ...(typeof opened === 'number' && { occurred_at: new Date(opened).toISOString() }),
        ...(typeof updated === 'number' && {
          source_updated_at: new Date(this.clock.raise(number, updated)).toISOString(),
        }),
        title: titleOf(shownTexts(record)) || `Incident ${number}`,
        raw_payload: record,
      },
    };
  }

  /** @returns undefined when no such field has a value; a string describes the fault */
  private instantOf(record: Row, names: readonly string[]): number | string | undefined {
    const name = names.find((each) => textOf(record, [each]) !== '');
    if (name === undefined) return undefined;
    const text = textOf(record, [name]);
    const reading = (isRow(record[name]) ? this.dates.ofValues : this.dates.shown).read(text);
    return 'fault' in reading ? `${name}: ${JSON.stringify(text.slice(0, 60))} ${reading.fault}` : reading.instant;
  }
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the text of the first field that has any: its value, not its display value. */
function textOf(record: Row, names: readonly string[]): string {
  for (const name of names) {
    const field = record[name];
    const value = isRow(field) ? (field.value ?? field.display_value) : field;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return '';
}

function shownTexts(record: Row): Row {
  const shown = (field: unknown) => (isRow(field) ? (field.display_value ?? field.value) : field);
  return Object.fromEntries(Object.entries(record).map(([name, field]) => [name, shown(field)]));
}
