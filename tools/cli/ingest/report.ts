/** Outcome of each row: counts for the summary on stdout, and a line for each rejected row. */

const LINES_SHOWN = 50;
const ROWS_KEPT = 10_000;
const LONGEST_LINE = 1_000;
const CONTROL_CHARACTERS = /\p{Cc}+/gu;

export interface IngestCounts {
  /** Rows seen, rejected ones included. */
  rows: number;
  /** Rows that created an exception. */
  exceptions: number;
  /** Rows that updated an exception. */
  updates: number;
  /** Rows the server already had. */
  duplicates: number;
  rejected: number;
  /** Dead letters of the tenant that arrived while its events were processed. */
  dead_letters: number;
}

/** A rejected row or a note in the report. */
export interface ReportLine {
  /** Position in the file, such as `line 217`. */
  position: string;
  reason: string;
}

export interface ReportOptions {
  /** Report every rejected row and note, not only the first 50 of each. */
  isVerbose?: boolean | undefined;
  /** Keep the rows for {@link IngestReport.asJson}. */
  keepsRows?: boolean | undefined;
}

export class IngestReport {
  readonly counts: IngestCounts = { rows: 0, exceptions: 0, updates: 0, duplicates: 0, rejected: 0, dead_letters: 0 };
  private readonly print: (line: string) => void;
  private readonly options: ReportOptions;
  private readonly rejectedRows: ReportLine[] = [];
  private readonly notes: ReportLine[] = [];
  private noteCount = 0;

  constructor(print: (line: string) => void, options: ReportOptions = {}) {
    this.print = print;
    this.options = options;
  }

  /** @param position position of the row in the file, such as `line 217` */
  reject(position: string, reason: string): void {
    this.counts.rejected += 1;
    this.tell(this.rejectedRows, { position, reason }, this.counts.rejected);
  }

  /** Reports a decision about the file or one of its rows that did not reject anything. */
  note(position: string, text: string): void {
    this.noteCount += 1;
    this.tell(this.notes, { position, reason: text }, this.noteCount);
  }

  /** Says how many rejected rows and notes were counted but not reported; undefined when all were. */
  omission(): string | undefined {
    const omitted = (count: number) => (this.options.isVerbose ? 0 : Math.max(0, count - LINES_SHOWN));
    const [rows, notes] = [omitted(this.counts.rejected), omitted(this.noteCount)];
    const parts = [rows > 0 && `${rows} more rejected rows`, notes > 0 && `${notes} more notes`].filter(Boolean);
    return parts.length > 0 ? `… and ${parts.join(' and ')} (--verbose lists them all)` : undefined;
  }

  /** Returns the last line on stdout. Scripts rely on its format. */
  summary(): string {
    return JSON.stringify(this.counts);
  }

  /** Returns the counts, the rejected rows and the notes, up to 10,000 of each to bound memory. */
  asJson(): string {
    const notes = this.notes.map(({ position, reason }) => ({ position, note: reason }));
    return JSON.stringify({ ...this.counts, rejected_rows: this.rejectedRows, notes });
  }

  private tell(kept: ReportLine[], line: ReportLine, number: number): void {
    if (this.options.keepsRows && kept.length < ROWS_KEPT) kept.push(line);
    if (!this.options.isVerbose && number > LINES_SHOWN) return;
    // A reason may quote the file or the server, so control characters must not reach the terminal.
    this.print(`${line.position}: ${line.reason}`.replace(CONTROL_CHARACTERS, ' ').slice(0, LONGEST_LINE));
  }
}
