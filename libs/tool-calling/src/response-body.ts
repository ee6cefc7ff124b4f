/** Reads a tool's response as JSON, never holding more than the size limit, whatever the headers claim. */
import { pipeline } from 'node:stream';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { MAX_NUMBER_DIGITS, NumberTooLongError, isStorableJson, parseJson } from '@sentinai/contracts';
import { jsonDepth } from '@sentinai/domain';
import { systemCodeOf, ToolFailure } from './tool-failure.ts';

/** Deeper JSON is refused: no tool needs it, and it overflows the stack of recursive code. */
const MAX_DEPTH = 64;

/** zlib's codes, and brotli's, which look like `ERR__ERROR_FORMAT_PADDING_2`. */
const DECODING_ERROR = /^(Z_|ERR__)/;

const DECODERS: ReadonlyMap<string, () => Transform> = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * @param contentEncoding the response's header; undefined or `identity` for a plain body
 * @returns the parsed body; undefined when it is empty
 * @throws ToolFailure `response_too_large` once more than `maxBytes` came out, `invalid_output` when it is not JSON;
 *   an error of the connection as it is
 */
export async function readJsonBody(
  body: Readable,
  contentEncoding: string | undefined,
  { maxBytes, mask }: { maxBytes: number; mask: (text: string) => string },
): Promise<unknown> {
  const bytes = await collect(decoded(body, contentEncoding), maxBytes);
  const text = decodeUtf8(bytes).trim();
  if (text === '') return undefined;
  const value = parseAnswer(mask(text));
  // Escapes may hide a secret from the mask: `\\u0061` for a, `\\/` for a slash.
  return text.includes('\\') ? parseJson(mask(JSON.stringify(value))) : value;
}

function decoded(body: Readable, contentEncoding = 'identity'): Readable {
  const encoding = contentEncoding.trim().toLowerCase();
  if (encoding === 'identity') return body;
  const createDecoder = DECODERS.get(encoding);
  if (!createDecoder) {
    // A body destroyed unread emits an abort error, which must be handled.
    body.on('error', () => undefined).destroy();
    throw notJson(`the answer's content encoding is not one of identity, ${[...DECODERS.keys()].join(', ')}`);
  }
  // Errors of either stream reach the reader through the decoder; the callback only keeps them from being unhandled.
  return pipeline(body, createDecoder(), () => undefined);
}

async function collect(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      // Leaving the loop destroys the stream and the connection: the rest is never read.
      if (size > maxBytes) throw new ToolFailure('response_too_large', `the answer is larger than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw DECODING_ERROR.test(systemCodeOf(error) ?? '')
      ? notJson('the answer is not compressed as it claims', error)
      : error;
  }
  return Buffer.concat(chunks, size);
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw notJson('the answer is not UTF-8', error);
  }
}

function parseAnswer(text: string): unknown {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    if (error instanceof NumberTooLongError)
      throw notJson(`the answer holds a number of more than ${MAX_NUMBER_DIGITS} digits`);
    // The parser's message quotes the answer; it is not kept.
    throw notJson('the answer is not JSON');
  }
  if (jsonDepth(value, MAX_DEPTH) > MAX_DEPTH) throw notJson(`the answer is nested deeper than ${MAX_DEPTH} levels`);
  if (text.includes('\\u') && !isStorableJson(JSON.stringify(value))) {
    throw notJson('the answer holds a NUL or half of a surrogate pair');
  }
  return value;
}

function notJson(message: string, cause?: unknown): ToolFailure {
  return new ToolFailure('invalid_output', message, { repeating: 'useless', cause });
}
