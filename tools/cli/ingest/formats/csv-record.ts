/** One CSV record (RFC 4180), read line by line. Line ends inside a quoted field are kept as LF. */

const QUOTE = '"';

/** `open`: a quoted field continues on the next line. `broken`: a quoted field ends where no field can end. */
export type RecordState = 'open' | 'complete' | 'broken';

export const STRAY_QUOTE = 'has a quote inside an unquoted field or after a quoted one';

export class CsvRecord {
  readonly fields: string[] = [];
  /** Set for a quote inside an unquoted field: the record's end is known, its content is not. */
  fault: string | undefined;

  private readonly delimiter: string;
  /** Text read so far of a quoted field that continues. */
  private openField: string | undefined;

  constructor(delimiter: string) {
    this.delimiter = delimiter;
  }

  readLine(line: string): RecordState {
    if (this.fields.length === 0 && this.openField === undefined && !line.includes(QUOTE)) {
      this.fields.push(...line.split(this.delimiter));
      return 'complete';
    }
    for (let at = 0; ;) {
      const isQuoted = this.openField !== undefined || line[at] === QUOTE;
      const next = isQuoted ? this.readQuoted(line, at) : this.readPlain(line, at);
      if (typeof next === 'string') return next;
      if (next > line.length) return 'complete';
      at = next;
    }
  }

  /** @returns the start of the next field; past the end of the line when there is none */
  private readPlain(line: string, start: number): number {
    const end = line.indexOf(this.delimiter, start);
    const field = end === -1 ? line.slice(start) : line.slice(start, end);
    if (field.includes(QUOTE)) this.fault = STRAY_QUOTE;
    this.fields.push(field);
    return (end === -1 ? line.length : end) + 1;
  }

  private readQuoted(line: string, start: number): number | 'open' | 'broken' {
    const isContinued = this.openField !== undefined;
    let field = isContinued ? `${this.openField}\n` : '';
    for (let at = isContinued ? start : start + 1; ;) {
      const quote = line.indexOf(QUOTE, at);
      if (quote === -1) {
        this.openField = field + line.slice(at);
        return 'open';
      }
      field += line.slice(at, quote);
      const after = line[quote + 1];
      if (after === undefined || after === this.delimiter) {
        this.fields.push(field);
        this.openField = undefined;
        return quote + 2;
      }
      if (after !== QUOTE) return 'broken';
      field += QUOTE;
      at = quote + 2;
    }
  }
}
