/** Detects the encoding of a text file, and converts it to UTF-8. */
import { isAscii, isUtf8 } from 'node:buffer';
import type { ByteSource } from './source-file.ts';
import { readByteLines, type PhysicalLine } from './line-reader.ts';

/** A label of the WHATWG Encoding Standard, as TextDecoder accepts it. */
export type Encoding = string;

export interface FoundEncoding {
  encoding: Encoding;
  /** Explains the detection, for the report, when the encoding does not follow from the rule. */
  note?: string;
}

const SAMPLE_BYTES = 4096;
const UTF_16LE_MARK = Buffer.from([0xff, 0xfe]);
const UTF_16BE_MARK = Buffer.from([0xfe, 0xff]);
/** Bytes without a character in Windows-1252. */
const UNDEFINED_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/**
 * Detects the encoding of a text. A byte order mark or NUL bytes indicate UTF-16. A text that is not entirely valid UTF-8 is Windows-1252,
 * unless some of its lines are valid UTF-8 with non-ASCII characters: then the invalid lines are damaged.
 */
export async function detectEncoding(source: ByteSource): Promise<FoundEncoding> {
  const wide = utf16Of(await firstBytes(source));
  if (wide) return { encoding: wide };
  const lines = { valid: 0, invalid: 0, firstInvalid: 0 };
  for await (const line of readByteLines(source.chunks())) {
    if (line.bytes === undefined || isAscii(line.bytes)) continue;
    if (isUtf8(line.bytes)) lines.valid += 1;
    else if (line.bytes.some((byte) => UNDEFINED_IN_1252.has(byte))) return { encoding: 'utf-8' };
    else if ((lines.invalid += 1) === 1) lines.firstInvalid = line.number;
    if (lines.valid > 0) return { encoding: 'utf-8' };
  }
  if (lines.invalid === 0) return { encoding: 'utf-8' };
  return {
    encoding: 'windows-1252',
    note: `read as windows-1252, since line ${lines.firstInvalid} is not UTF-8 (--encoding overrides this)`,
  };
}

/** Recognizes UTF-16 by its first bytes; undefined for anything else. */
export function utf16Of(bytes: Buffer): Encoding | undefined {
  if (bytes.subarray(0, 2).equals(UTF_16LE_MARK)) return 'utf-16le';
  if (bytes.subarray(0, 2).equals(UTF_16BE_MARK)) return 'utf-16be';
  const half = bytes.length / 2;
  const nulsAt = (parity: number) => bytes.filter((byte, at) => byte === 0 && at % 2 === parity).length;
  if (nulsAt(1) > half / 2 && nulsAt(0) === 0) return 'utf-16le';
  return nulsAt(0) > half / 2 && nulsAt(1) === 0 ? 'utf-16be' : undefined;
}

async function firstBytes(source: ByteSource): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.chunks()) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= SAMPLE_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, SAMPLE_BYTES);
}

/** Converts the text to UTF-8. UTF-8 passes unchanged, so that damage in it costs only the damaged lines. */
export async function* toUtf8(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  if (decoder.encoding === 'utf-8') {
    yield* chunks;
    return;
  }
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** Characters that a decoder writes for bytes without a character in its encoding. */
const NO_CHARACTER: Readonly<Record<string, RegExp>> = { 'windows-1252': /[\u0081\u008D\u008F\u0090\u009D]/ };

/** Adds a fault to a line that {@link toUtf8} could not decode. */
export function checkDecoded(line: PhysicalLine, encoding: Encoding): PhysicalLine {
  if (line.text === undefined || encoding === 'utf-8') return line;
  const isDamaged = line.text.includes('\uFFFD') || NO_CHARACTER[encoding]?.test(line.text);
  return isDamaged ? { ...line, fault: `is not valid ${encoding}` } : line;
}

/** Converts UTF-16 to UTF-8 and passes everything else unchanged, for formats that are UTF-8 by definition. */
export async function* fromUtf16(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let isFirst = true;
  for await (const chunk of chunks) {
    const wide = isFirst ? utf16Of(Buffer.from(chunk).subarray(0, SAMPLE_BYTES)) : undefined;
    if (wide) decoder = new TextDecoder(wide);
    isFirst = false;
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
  }
  if (decoder) yield Buffer.from(decoder.decode());
}
