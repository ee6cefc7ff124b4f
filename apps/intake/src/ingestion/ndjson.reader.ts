/** Reads a stream of JSON lines in chunks and enforces every limit while reading. */
import type { Readable } from 'node:stream';
import { ProblemException, UnreadableItem, readJsonItem } from '@sentinai/service-kit';
import { INGESTION_LIMITS } from './ingestion.limits.ts';

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Includes room for the item's fields beside its payload. */
const MAX_LINE_BYTES = INGESTION_LIMITS.payloadBytes + 64 * 1024;

/**
 * Yields the stream's items in chunks: parsed values, and an `UnreadableItem` for a line that is not valid JSON. Blank lines are skipped.
 * @throws ProblemException when the stream exceeds a limit; items yielded before stay valid
 */
export async function* ndjsonChunks(stream: Readable): AsyncGenerator<unknown[]> {
  let chunk: unknown[] = [];
  let items = 0;
  for await (const line of lines(stream)) {
    items += 1;
    if (items > INGESTION_LIMITS.streamItems) {
      throw new ProblemException('too_many_items', `A stream may hold ${INGESTION_LIMITS.streamItems} items.`);
    }
    chunk.push(parseLine(line));
    if (chunk.length === INGESTION_LIMITS.streamChunk) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** Yields the stream's non-blank lines; null for a line that is too long, whose bytes are discarded. */
async function* lines(stream: Readable): AsyncGenerator<Buffer | null> {
  const line = new LineBuffer();
  let bytes = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > INGESTION_LIMITS.streamBytes) {
      throw new ProblemException('body_too_large', `A stream may hold ${INGESTION_LIMITS.streamBytes} bytes.`);
    }
    let from = 0;
    for (let end = part.indexOf(NEWLINE); end !== -1; end = part.indexOf(NEWLINE, from)) {
      line.add(part.subarray(from, end));
      yield* line.take();
      from = end + 1;
    }
    line.add(part.subarray(from));
  }
  yield* line.take();
}

class LineBuffer {
  private parts: Buffer[] = [];
  private length = 0;

  add(part: Buffer): void {
    this.length += part.length;
    if (this.length <= MAX_LINE_BYTES) this.parts.push(part);
    else this.parts = [];
  }

  *take(): Generator<Buffer | null> {
    const tooLong = this.length > MAX_LINE_BYTES;
    const line = withoutCarriageReturn(Buffer.concat(this.parts));
    this.parts = [];
    this.length = 0;
    if (tooLong) yield null;
    else if (line.toString().trim() !== '') yield line;
  }
}

const withoutCarriageReturn = (line: Buffer): Buffer => (line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line);

function parseLine(line: Buffer | null): unknown {
  if (line) return readJsonItem(line, 'line');
  return new UnreadableItem(new ProblemException('body_too_large', `A line may hold ${MAX_LINE_BYTES} bytes.`));
}
