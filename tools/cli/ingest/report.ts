/** What became of each row: counted for the summary on stdout, and told row by row where one was rejected. */

const LINES_SHOWN = 50;
const LONGEST_LINE = 1_000;
const CONTROL_CHARACTERS = /\p{Cc}+/gu;

export interface IngestCounts {
  /** Rows seen, rejected ones included. */
  rows: number;
  /** Rows that made a new exception. */
  exceptions: number;
  /** Rows that changed one. */
  updates: number;
  /** Rows the server already had. */
  duplicates: number;
  rejected: number;
  /** Dead letters of the tenant that came while its events were processed. */
  dead_letters: number;
}

export class IngestReport {
  readonly counts: IngestCounts = { rows: 0, exceptions: 0, updates: 0, duplicates: 0, rejected: 0, dead_letters: 0 };
  private readonly print: (line: string) => void;
  private readonly isVerbose: boolean;

  /** @param isVerbose tell every rejected row, not only the first 50 */
  constructor(print: (line: string) => void, isVerbose = false) {
    this.print = print;
    this.isVerbose = isVerbose;
  }

  /** @param position where the row stands in the file, such as `line 217` */
  reject(position: string, reason: string): void {
    this.counts.rejected += 1;
    if (!this.isVerbose && this.counts.rejected > LINES_SHOWN) return;
    // A reason may quote the file or the server: it stays one line, and a terminal does not obey it.
    this.print(`${position}: ${reason}`.replace(CONTROL_CHARACTERS, ' ').slice(0, LONGEST_LINE));
  }

  /** How many rejected rows were counted only; undefined when each was told. */
  omission(): string | undefined {
    const omitted = this.isVerbose ? 0 : this.counts.rejected - LINES_SHOWN;
    return omitted > 0 ? `… and ${omitted} more rejected rows (--verbose tells each)` : undefined;
  }

  /** The last line on stdout; its form is a promise to scripts. */
  summary(): string {
    return JSON.stringify(this.counts);
  }
}
