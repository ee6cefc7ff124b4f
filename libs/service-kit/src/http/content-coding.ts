/** Decodes compressed request bodies as they arrive, with a limit on how far they may expand. */
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemException } from '../problems/problem.exception.ts';

/** How many times its size a body may expand. Logs and exports compress ten to fifty times; a bomb, a thousand. */
const MAX_RATIO = 200;
/** Below this the ratio means nothing yet: a few repeating lines compress very well. */
const RATIO_COUNTS_FROM_BYTES = 1024 * 1024;

type Decoder = ReturnType<typeof createGunzip>;

/** Bytes after the end of a stream are a fault. Gzip detects them itself, and may have several members. */
const WHOLE = { rejectGarbageAfterEnd: true };
const DECODERS = {
  gzip: () => createGunzip(),
  deflate: () => createInflate(WHOLE),
  br: () => createBrotliDecompress(WHOLE),
  zstd: () => createZstdDecompress(WHOLE),
} satisfies Record<string, () => Decoder>;

export type ContentCoding = keyof typeof DECODERS;
export const CONTENT_CODINGS = Object.keys(DECODERS) as readonly ContentCoding[];

/** Makes the server decode bodies before they are parsed. */
export function useContentCodings(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    try {
      const coding = hasBody(request) ? codingOf(request.headers['content-encoding']) : undefined;
      done(null, coding ? decoded(request.raw, coding) : payload);
    } catch (error) {
      done(error as ProblemException);
    }
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  if (headers['content-encoding'] === undefined) return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** @throws ProblemException `unsupported_media_type` for any other coding, or several */
function codingOf(header = ''): ContentCoding | undefined {
  const named = header.split(',').map((name) => name.trim().toLowerCase());
  const codings = named.filter((name) => name !== '' && name !== 'identity');
  const coding = CONTENT_CODINGS.find((known) => known === (codings[0] === 'x-gzip' ? 'gzip' : codings[0]));
  if (codings.length === 0 || (coding && codings.length === 1)) return coding;
  const taken = CONTENT_CODINGS.join(', ');
  throw new ProblemException('unsupported_media_type', `A body may be encoded once, with one of ${taken}.`, {
    headers: { 'accept-encoding': taken },
  });
}

/** Returns the decoded body. Its reader gets a ProblemException when it is broken, truncated or a bomb. */
function decoded(raw: IncomingMessage, coding: ContentCoding): Readable {
  const decoder = DECODERS[coding]();
  const failure: Failure = {};
  decoder.on('error', (cause) => (failure.problem ??= brokenBody(coding, cause)));
  raw.on('close', () => {
    if (raw.complete) return;
    failure.problem ??= new ProblemException('invalid_request', 'The connection broke before the body was complete.');
    decoder.destroy();
  });
  const body = Readable.from(metered(raw.pipe(decoder), failure), { objectMode: false });
  body.on('close', () => {
    raw.unpipe(decoder);
    decoder.destroy();
    raw.resume(); // A client that still sends reads no answer.
  });
  // Fastify compares it with Content-Length.
  return Object.defineProperty(body, 'receivedEncodedLength', { get: () => decoder.bytesWritten });
}

/** The decoder may fail before anybody reads, and a failed stream does not tell its reader why. */
interface Failure {
  problem?: ProblemException;
}

async function* metered(decoder: Decoder, failure: Failure): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of decoder as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > RATIO_COUNTS_FROM_BYTES && bytes > MAX_RATIO * decoder.bytesWritten) {
        throw new ProblemException('body_too_large', `A body may decode to ${MAX_RATIO} times its size at most.`);
      }
      yield chunk;
    }
  } catch (error) {
    throw error instanceof ProblemException ? error : (failure.problem ?? error);
  }
}

function brokenBody(coding: ContentCoding, cause: NodeJS.ErrnoException): ProblemException {
  const fault =
    cause.code === 'Z_BUF_ERROR'
      ? 'is cut off'
      : cause.code === 'ERR_TRAILING_JUNK_AFTER_STREAM_END'
        ? 'has bytes after its end'
        : 'is not valid';
  return new ProblemException('invalid_request', `The body is sent as ${coding}, but the ${coding} data ${fault}.`, {
    cause,
  });
}
