/** Reads a JSON request body, refusing what is not safe or not JSON with the reason and the place. */
import type { FastifyInstance } from 'fastify';
import { visit } from 'jsonc-parser';
import { parse } from 'secure-json-parse';
import { ProblemException } from '../problems/problem.exception.ts';
import { MAX_JSON_DEPTH, nestsDeeperThan } from './json-depth.ts';

const JSON_TYPES = ['application/json', /^application\/[\w.-]+\+json(?:;|$)/];

/** Makes the server read JSON, and nothing else until a raw stream is registered. */
export function useJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  for (const type of JSON_TYPES) {
    fastify.addContentTypeParser(
      type,
      { parseAs: 'buffer' },
      async (request: { headers: { 'content-type'?: string } }, body: Buffer) => {
        requireUtf8(request.headers['content-type'] ?? '');
        return parseJsonBody(body);
      },
    );
  }
}

function requireUtf8(contentType: string): void {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1]?.toLowerCase();
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8') return;
  throw new ProblemException('unsupported_media_type', `JSON must be sent as UTF-8, not as ${charset}.`);
}

/**
 * The value of a JSON text.
 *
 * @throws ProblemException `invalid_json` with line and column, or `nesting_too_deep`
 */
export function parseJsonBody(body: Uint8Array): unknown {
  if (body.length === 0) throw new ProblemException('invalid_json', 'The body is empty.');
  if (nestsDeeperThan(MAX_JSON_DEPTH, body)) {
    throw new ProblemException('nesting_too_deep', `Arrays and objects may nest ${MAX_JSON_DEPTH} deep at most.`);
  }
  const text = decodeUtf8(body);
  try {
    return parse(text, { protoAction: 'error', constructorAction: 'error' }) as unknown;
  } catch (cause) {
    throw new ProblemException('invalid_json', faultOf(text), { cause });
  }
}

function decodeUtf8(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new ProblemException('invalid_json', 'The body is not valid UTF-8.', { cause });
  }
}

/** Where the JSON breaks. `JSON.parse` does not tell reliably, so a second reader looks, in this case only. */
function faultOf(text: string): string {
  const place = firstFault(text);
  if (place) return `The JSON breaks at line ${place.line}, column ${place.column}.`;
  return isJson(text)
    ? 'The body has a "__proto__" or "constructor" key that would tamper with objects.'
    : 'The body is not JSON.';
}

class FirstFault extends Error {
  constructor(
    readonly line: number,
    readonly column: number,
  ) {
    super(`line ${line}, column ${column}`);
  }
}

function firstFault(text: string): FirstFault | undefined {
  try {
    visit(text, { onError: stopAtFirst }, { disallowComments: true });
    return undefined;
  } catch (stopped) {
    if (stopped instanceof FirstFault) return stopped;
    throw stopped;
  }
}

/** The visitor goes on after an error; throwing is the way to stop it. */
const stopAtFirst: NonNullable<Parameters<typeof visit>[1]['onError']> = (...[, , , line, column]) => {
  throw new FirstFault(line + 1, column + 1);
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
