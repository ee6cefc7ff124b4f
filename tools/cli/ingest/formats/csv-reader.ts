/**
 * Reads CSV rows from physical lines. Quoting takes precedence: a quoted field is one field, whatever it contains, up to the maximum
 * row size. Only a quoted field that is never closed is repaired: the line in which it begins is rejected and reported, and reading
 * continues with the next line, so that a stray quote costs only its own row.
 *
 * csv-parse cannot go back to the line after an unclosed quote; hence our own reader.
 */
import { MAX_LINE_BYTES, type PhysicalLine } from '../line-reader.ts';
import { CsvRecord, STRAY_QUOTE } from './csv-record.ts';

/** A row with its fields, or the fault that makes it unreadable. `line`: its first line, from 1. */
export type CsvRow = { line: number; fields: string[] } | { line: number; fault: string };

/** Longest search for the end of a quoted field, in characters. Beyond it, the field counts as never closed. */
const FARTHEST_END = 16 * 1024 * 1024;
const TOO_LONG = 'is longer than 1 MiB';

/** A record that has been read ahead, and the number of lines after its first. */
interface ReadAhead {
  record: CsvRecord;
  fault: string | undefined;
  linesBehind: number;
}

export class CsvReader {
  private readonly lines: Lookahead;
  private readonly delimiter: string;

  constructor(lines: AsyncIterator<PhysicalLine, undefined>, delimiter: string) {
    this.lines = new Lookahead(lines);
    this.delimiter = delimiter;
  }

  /** Returns the first record that is not blank; undefined for an empty file. Every row must have its width. */
  async header(): Promise<CsvRow | undefined> {
    const line = await this.nextLine();
    if (!line) return undefined;
    const [row] = await this.rowsFrom(line, undefined);
    return row;
  }

  async *rows(columns: number): AsyncGenerator<CsvRow> {
    for (let line = await this.nextLine(); line; line = await this.nextLine()) {
      yield* await this.rowsFrom(line, columns);
    }
  }

  private async rowsFrom(line: PhysicalLine, columns: number | undefined): Promise<CsvRow[]> {
    const { number, text } = line;
    if (text === undefined) return [{ line: number, fault: line.fault }];
    const ahead = await this.readAhead(line, text);
    if (typeof ahead === 'string') return [{ line: number, fault: line.fault ?? ahead }];
    this.lines.drop(ahead.linesBehind);
    const fault = ahead.fault ?? ahead.record.fault;
    if (fault !== undefined) return [{ line: number, fault }];
    const { fields } = ahead.record;
    if (columns === undefined || fields.length === columns) return [{ line: number, fields }];
    const wrongWidth = { line: number, fault: `has ${fields.length} columns, the header has ${columns}` };
    return fields.length < columns ? [wrongWidth, ...linesOf(number, ahead.linesBehind)] : [wrongWidth];
  }

  /** @returns the record that starts here, or the reason why it has no end */
  private async readAhead(first: PhysicalLine, text: string): Promise<ReadAhead | string> {
    const record = new CsvRecord(this.delimiter);
    let fault = first.fault;
    let length = text.length;
    let state = record.readLine(text);
    for (let behind = 0; ; behind += 1) {
      if (state === 'complete')
        return { record, fault: length > MAX_LINE_BYTES ? TOO_LONG : fault, linesBehind: behind };
      if (state === 'broken') return behind === 0 ? STRAY_QUOTE : unbalanced(first.number);
      const next = await this.lines.peek(behind);
      if (next?.text === undefined || length > FARTHEST_END) return unbalanced(first.number);
      fault ??= next.fault;
      length += next.text.length + 1;
      state = record.readLine(next.text);
    }
  }

  private async nextLine(): Promise<PhysicalLine | undefined> {
    for (;;) {
      const line = await this.lines.peek(0);
      if (line) this.lines.drop(1);
      if (line?.text?.trim() !== '') return line;
    }
  }
}

const unbalanced = (line: number): string =>
  `quotes are not balanced: a quoted field that begins here is never closed, so line ${line + 1} is read as a separate row`;

/** A multi-line row with too few columns may be several rows with damaged quotes: every line is reported and none is read. */
const linesOf = (first: number, count: number): CsvRow[] =>
  Array.from({ length: count }, (_, index) => ({
    line: first + 1 + index,
    fault: `belongs to the row that starts in line ${first}`,
  }));

/** Lines that have been peeked at but not consumed. */
class Lookahead {
  private waiting: PhysicalLine[] = [];
  private taken = 0;
  private readonly source: AsyncIterator<PhysicalLine, undefined>;

  constructor(source: AsyncIterator<PhysicalLine, undefined>) {
    this.source = source;
  }

  async peek(index: number): Promise<PhysicalLine | undefined> {
    while (this.waiting.length <= this.taken + index) {
      const next = await this.source.next();
      if (next.done) return undefined;
      this.waiting.push(next.value);
    }
    return this.waiting[this.taken + index];
  }

  drop(count: number): void {
    this.taken += count;
    if (this.taken * 2 < this.waiting.length) return;
    this.waiting = this.waiting.slice(this.taken);
    this.taken = 0;
  }
}
