/** Progress on stderr: a line that is redrawn on a terminal, else a new line every few seconds. */
import type { WriteStream } from 'node:tty';
import type { ByteSource } from './source-file.ts';

const REDRAW_MS = 200;
const REPEAT_MS = 5_000;
const BAR_WIDTH = 24;
const ERASE_LINE = '\r\x1b[2K';

export class Progress {
  private readonly output: Pick<WriteStream, 'write' | 'isTTY'>;
  private readonly rows: () => number;
  private readonly startedAt = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private totalBytes: number | undefined;
  private bytes = 0;
  private activity = '';

  /** @param rows returns the number of rows seen */
  constructor(output: Pick<WriteStream, 'write' | 'isTTY'>, rows: () => number) {
    this.output = output;
    this.rows = rows;
  }

  /** @param totalBytes size of the file; undefined for a stream of unknown length */
  start(totalBytes: number | undefined): void {
    this.totalBytes = totalBytes;
    this.timer = setInterval(() => this.draw(), this.output.isTTY ? REDRAW_MS : REPEAT_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    if (this.output.isTTY) this.output.write(ERASE_LINE);
  }

  /** Wraps a source so that its bytes are counted as they are read, from zero on each read. */
  counted(source: ByteSource): ByteSource {
    return { chunks: () => this.count(source.chunks()) };
  }

  private async *count(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.bytes = 0;
    for await (const chunk of chunks) {
      this.bytes += chunk.length;
      yield chunk;
    }
  }

  /** Sets the activity shown beside the progress, such as a pause that the server requested; empty for none. */
  busyWith(activity: string): void {
    this.activity = activity;
  }

  /** Prints a line of its own above the progress. */
  print(line: string): void {
    this.output.write(`${this.output.isTTY ? ERASE_LINE : ''}${line}\n`);
  }

  private draw(): void {
    this.output.write(this.output.isTTY ? `${ERASE_LINE}${this.text()}` : `${this.text()}\n`);
  }

  private text(): string {
    const rows = this.rows();
    const perSecond = Math.round(rows / ((performance.now() - this.startedAt) / 1000));
    return [this.share(), `${rows} rows`, `${perSecond} rows/s`, this.activity].filter(Boolean).join('  ');
  }

  private share(): string {
    if (!this.totalBytes) return `${(this.bytes / 1024 / 1024).toFixed(1)} MiB`;
    const share = Math.min(1, this.bytes / this.totalBytes);
    const percent = `${Math.floor(share * 100)} %`.padStart(5);
    if (!this.output.isTTY) return percent.trim();
    const full = Math.round(share * BAR_WIDTH);
    return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${percent}`;
  }
}
