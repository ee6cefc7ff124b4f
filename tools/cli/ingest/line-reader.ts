/**
 * Splits bytes into physical lines and holds only one line in memory: a line over the limit is skipped without being kept.
 * A line ends with LF or CRLF; a byte order mark before the first is dropped.
 */
import { isUtf8 } from 'node:buffer';

/** Longest line (and longest row) that is read, in bytes. */
export const MAX_LINE_BYTES = 1024 * 1024;

/** A line of the file, numbered from 1: its bytes, or the fault for which they were not kept. */
export type ByteLine = { number: number; bytes: Buffer } | { number: number; bytes?: undefined; fault: string };

/** A line of the file as text. With a fault the text may differ from the file's; a line that is too long has no text. */
export type PhysicalLine =
  { number: number; text: string; fault?: string | undefined } | { number: number; text?: undefined; fault: string };

export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes = MAX_LINE_BYTES,
): AsyncGenerator<PhysicalLine, undefined> {
  for await (const line of readByteLines(chunks, maxBytes)) yield line.bytes ? decode(line.number, line.bytes) : line;
}

export async function* readByteLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes = MAX_LINE_BYTES,
): AsyncGenerator<ByteLine, undefined> {
  const line = new LineInProgress(maxBytes);
  for await (const bytes of chunks) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    for (let end = chunk.indexOf(LF); end !== -1; end = chunk.indexOf(LF, start)) {
      line.append(chunk.subarray(start, end));
      yield line.take();
      start = end + 1;
    }
    line.append(chunk.subarray(start));
  }
  if (!line.isEmpty) yield line.take();
}

const LF = 0x0a;
const CR = 0x0d;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

class LineInProgress {
  private number = 1;
  private parts: Buffer[] = [];
  private length = 0;
  private readonly maxBytes: number;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.length === 0;
  }

  append(bytes: Buffer): void {
    this.length += bytes.length;
    if (this.length > this.maxBytes) this.parts = [];
    else if (bytes.length > 0) this.parts.push(bytes);
  }

  take(): ByteLine {
    const number = this.number;
    const line: ByteLine =
      this.length > this.maxBytes
        ? { number, fault: tooLong(this.maxBytes) }
        : { number, bytes: withoutMarks(number, this.parts) };
    this.number += 1;
    this.parts = [];
    this.length = 0;
    return line;
  }
}

function withoutMarks(number: number, parts: Buffer[]): Buffer {
  let bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  if (number === 1 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) bytes = bytes.subarray(3);
  return bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
}

function decode(number: number, bytes: Buffer): PhysicalLine {
  const text = bytes.toString('utf8');
  return isUtf8(bytes) ? { number, text } : { number, text, fault: 'is not valid UTF-8' };
}

function tooLong(maxBytes: number): string {
  return `is longer than ${maxBytes === MAX_LINE_BYTES ? '1 MiB' : `${maxBytes} bytes`}`;
}
