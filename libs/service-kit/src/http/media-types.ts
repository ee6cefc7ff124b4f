/** The body types that a route accepts, and the refusal of any other. */
import { ProblemException } from '../problems/problem.exception.ts';

export const JSON_TYPE = 'application/json';
/** `application/cloudevents+json` and similar: still JSON. */
export const STRUCTURED_JSON_TYPE = /^application\/[\w.-]+\+json(?:;|$)/;

/** The various names that senders use for one format: a JSON text on each line. */
export const JSON_LINES_TYPES = [
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonl',
  'application/jsonlines',
  'application/x-jsonlines',
] as const;

/** A route's settings for its body, in Fastify's route config. */
export interface BodyConfig {
  /** Maximum items of a JSON array. When set, the route also takes JSON lines. */
  maxItems?: number;
}

/** Returns the types that a route accepts. */
export const mediaTypesOf = ({ maxItems }: BodyConfig): readonly string[] =>
  maxItems === undefined ? [JSON_TYPE] : [JSON_TYPE, ...JSON_LINES_TYPES];

/** The headers that tell a client which types to send. */
const LISTED_IN: Readonly<Record<string, string>> = { POST: 'accept-post', PATCH: 'accept-patch' };

export function unsupportedMediaType(method: string, types: readonly string[], cause?: unknown): ProblemException {
  const header = LISTED_IN[method];
  return new ProblemException('unsupported_media_type', `This path takes ${types.join(', ')}.`, {
    ...(header && { headers: { [header]: types.join(', ') } }),
    cause,
  });
}

/** @throws ProblemException for a charset that is not UTF-8 */
export function requireUtf8(contentType: string): void {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1]?.toLowerCase();
  if (charset === undefined || charset === 'utf-8' || charset === 'utf8') return;
  throw new ProblemException('unsupported_media_type', `JSON must be sent as UTF-8, not as ${charset}.`);
}
