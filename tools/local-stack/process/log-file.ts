/** Log files of children: one file per run, with the previous run's kept beside it. */
import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync } from 'node:fs';

const TAIL_BYTES = 3_000;

/** Renames the log of the previous run to `<file>.1`. */
export function rotateLog(file: string): void {
  if (existsSync(file)) renameSync(file, `${file}.1`);
}

/** Returns the last lines of a log, or a note that there are none. */
export function tailOf(file: string): string {
  if (!existsSync(file)) return '(no log)';
  const log = openSync(file, 'r');
  const { size } = fstatSync(log);
  const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
  readSync(log, tail, 0, tail.length, size - tail.length);
  closeSync(log);
  return tail.toString('utf8').trim() || '(empty)';
}
