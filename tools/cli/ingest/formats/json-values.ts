/**
 * Reads the values of a JSON document: the elements of its array, or its single value. An array is read as a stream. An unreadable
 * element costs only itself, as long as the brackets, quotes and commas around it are sound.
 */
import { isUtf8 } from 'node:buffer';
import { ArrayCutter, BrokenArrayError, parseJson } from '@sentinai/contracts';

export type JsonValue =
  | { position: string; value: unknown }
  | { position: string; fault: string }
  /** The start of the next value is unknown: reading ends here. */
  | { position: string; end: string };

/** Largest value, which bounds memory. */
const MAX_VALUE_BYTES = 16 * 1024 * 1024;
const TOO_LONG = 'is longer than 16 MiB';
/** Size of the pieces a chunk is fed in. A large chunk may complete many values; small pieces keep few of them in memory. */
const BITE_BYTES = 64 * 1024;
/** Bytes that suffice to see how a document begins. */
const HEAD_BYTES = 256;

/** @param wrappers keys of an object that wraps the array, as in `{"result": […]}` */
export async function* readJsonValues(
  chunks: AsyncIterable<Uint8Array>,
  wrappers: readonly string[] = [],
): AsyncGenerator<JsonValue> {
  const opening = new RegExp(`^\\uFEFF?\\s*(?:\\{\\s*"(?:${wrappers.join('|')})"\\s*:\\s*)?(?=\\[)`);
  const source = bites(chunks);
  const head = await readHead(source);
  const prefix = opening.exec(head.toString());
  if (!prefix) {
    yield* readWhole(head, source, wrappers);
    return;
  }
  const isWrapped = prefix[0].includes('{');
  yield* readArray(withFirst(head.subarray(Buffer.byteLength(prefix[0])), source), isWrapped);
}

async function* readArray(bites: AsyncIterable<Uint8Array>, isWrapped: boolean): AsyncGenerator<JsonValue> {
  const cutter = new ArrayCutter({ maxBytes: MAX_VALUE_BYTES, isPart: isWrapped });
  let told = 0;
  try {
    for await (const bite of bites) {
      for (const element of cutter.write(bite)) yield valueOf(`item ${told++}`, element);
    }
    cutter.end();
  } catch (error) {
    if (!(error instanceof BrokenArrayError)) throw error;
    for (const element of cutter.takeCut()) yield valueOf(`item ${told++}`, element);
    yield { position: `item ${told}`, end: `is not valid JSON: ${error.message}` };
  }
}

/** Reads a document that is one value, or an object with other keys before its array. */
async function* readWhole(
  head: Buffer,
  rest: AsyncIterable<Uint8Array>,
  wrappers: readonly string[],
): AsyncGenerator<JsonValue> {
  const parts: Uint8Array[] = [head];
  let length = head.length;
  for await (const bite of rest) {
    parts.push(bite);
    length += bite.length;
    if (length > MAX_VALUE_BYTES) break;
  }
  const position = 'item 0';
  if (length > MAX_VALUE_BYTES) yield { position, end: TOO_LONG };
  else if (Buffer.concat(parts).toString().trim() === '') yield { position, end: 'there is no JSON in it' };
  else {
    const whole = valueOf(position, Buffer.concat(parts));
    if ('fault' in whole) yield { position, end: whole.fault };
    else if ('value' in whole) yield* unwrapped(whole.value, wrappers);
  }
}

function* unwrapped(document: unknown, wrappers: readonly string[]): Generator<JsonValue> {
  const key = wrappers.find(
    (name) => typeof document === 'object' && document !== null && Object.hasOwn(document, name),
  );
  const value = key === undefined ? document : (document as Record<string, unknown>)[key];
  const values: readonly unknown[] = key !== undefined && Array.isArray(value) ? value : [value];
  for (const [index, each] of values.entries()) yield { position: `item ${index}`, value: each };
}

function valueOf(position: string, bytes: Uint8Array | null): JsonValue {
  if (bytes === null) return { position, fault: TOO_LONG };
  const fault = (reason: string): JsonValue => ({ position, fault: `is not valid JSON: ${reason}` });
  if (!isUtf8(bytes)) return fault('it is not UTF-8');
  try {
    return { position, value: parseJson(new TextDecoder().decode(bytes)) };
  } catch (error) {
    if (error instanceof SyntaxError) return fault(error.message);
    if (error instanceof RangeError) return { position, fault: 'is nested too deeply' };
    throw error;
  }
}

async function* bites(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += BITE_BYTES) yield chunk.subarray(start, start + BITE_BYTES);
  }
}

/** Reads until it is clear how the document begins. */
async function readHead(source: AsyncGenerator<Uint8Array>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.toString().trimStart().length < HEAD_BYTES && head.length < MAX_VALUE_BYTES) {
    const next = await source.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

async function* withFirst(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}
