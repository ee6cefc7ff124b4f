/**
 * CSV rows out of physical lines, with one aim beyond the format itself: a corrupted row costs that row and no other.
 *
 * A row is one line, or, when a quoted field holds line ends, as many as it takes until the quotes balance. When that
 * gives no row of the header's width, its first line alone is rejected and reading goes on with the line after it, so
 * that a stray quote cannot swallow what follows.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { MAX_LINE_BYTES, type PhysicalLine } from '../line-reader.ts';

/** A row with its fields, or why there is none. `line`: where it starts, from 1. */
export type CsvRow = { line: number; fields: string[] } | { line: number; fault: string };

export interface RowShape {
  columns: number;
  /** Whether these fields are beyond doubt a row of their own: such a line never continues an open quote. */
  isRow(fields: readonly string[]): boolean;
}

const MAX_LINES_PER_ROW = 50;

export class CsvReader {
  private readonly lines: Lookahead;

  constructor(lines: AsyncIterator<PhysicalLine, undefined>) {
    this.lines = new Lookahead(lines);
  }

  /** The first line that is not blank; undefined for an empty file. */
  async header(): Promise<CsvRow | undefined> {
    const line = await this.nextLine();
    return line && ('fault' in line ? { line: line.number, fault: line.fault } : toRow(line.number, line.text));
  }

  async *rows(shape: RowShape): AsyncGenerator<CsvRow> {
    for (let line = await this.nextLine(); line; line = await this.nextLine()) {
      if ('fault' in line) yield { line: line.number, fault: line.fault };
      else if (hasOpenQuote(line.text)) yield await this.joinRow(line.number, line.text, shape);
      else yield ofWidth(shape.columns, toRow(line.number, line.text));
    }
  }

  /** Looks ahead for the lines that close the quote; takes them only if the whole is a row. */
  private async joinRow(number: number, firstLine: string, shape: RowShape): Promise<CsvRow> {
    const unbalanced = { line: number, fault: 'quotes are not balanced' };
    let text = firstLine;
    for (let joined = 0; joined + 1 < MAX_LINES_PER_ROW; joined += 1) {
      const next = await this.lines.peek(joined);
      if (!next || 'fault' in next || text.length + next.text.length > MAX_LINE_BYTES) return unbalanced;
      if (looksLikeRow(next.text, shape)) return unbalanced;
      text += `\n${next.text}`;
      if (hasOpenQuote(text)) continue;
      const row = ofWidth(shape.columns, toRow(number, text));
      if ('fault' in row) return unbalanced;
      this.lines.drop(joined + 1);
      return row;
    }
    return unbalanced;
  }

  private async nextLine(): Promise<PhysicalLine | undefined> {
    for (;;) {
      const line = await this.lines.peek(0);
      if (line) this.lines.drop(1);
      const isBlank = line && 'text' in line && line.text.trim() === '';
      if (!isBlank) return line;
    }
  }
}

class Lookahead {
  private readonly waiting: PhysicalLine[] = [];
  private readonly source: AsyncIterator<PhysicalLine, undefined>;

  constructor(source: AsyncIterator<PhysicalLine, undefined>) {
    this.source = source;
  }

  async peek(index: number): Promise<PhysicalLine | undefined> {
    while (this.waiting.length <= index) {
      const next = await this.source.next();
      if (next.done) return undefined;
      this.waiting.push(next.value);
    }
    return this.waiting[index];
  }

  drop(count: number): void {
    this.waiting.splice(0, count);
  }
}

/** Inside quotes a quote is written twice, so an odd number of them means that one is open. */
function hasOpenQuote(text: string): boolean {
  let isOpen = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOpen = !isOpen;
  return isOpen;
}

function looksLikeRow(text: string, shape: RowShape): boolean {
  const row = hasOpenQuote(text) ? { fields: text.split(',') } : toRow(0, text);
  return 'fields' in row && row.fields.length === shape.columns && shape.isRow(row.fields);
}

function toRow(line: number, text: string): CsvRow {
  if (!text.includes('"')) return { line, fields: text.split(',') };
  try {
    const [fields] = parse(text, { record_delimiter: '\n', relax_column_count: true });
    return { line, fields: fields ?? [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line, fault: 'a quote stands inside an unquoted field or after a quoted one' };
  }
}

function ofWidth(columns: number, row: CsvRow): CsvRow {
  if ('fault' in row || row.fields.length === columns) return row;
  return { line: row.line, fault: `has ${row.fields.length} columns, the header has ${columns}` };
}
