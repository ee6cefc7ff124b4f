/** Which types of body a route takes, and the refusal of any other. */
import { ProblemException } from '../problems/problem.exception.ts';

export const JSON_TYPE = 'application/json';
/** `application/cloudevents+json` and its like: JSON all the same. */
export const STRUCTURED_JSON_TYPE = /^application\/[\w.-]+\+json(?:;|$)/;

/** One thing under the names that senders give it: a JSON text on each line. */
export const JSON_LINES_TYPES = [
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonl',
  'application/jsonlines',
  'application/x-jsonlines',
] as const;

/** What a route says of its body, in Fastify's config of it. */
export interface BodyConfig {
  /** The most items of a JSON array. Set: the route takes JSON lines too. */
  maxItems?: number;
}

/** The types that a route takes. */
export const mediaTypesOf = ({ maxItems }: BodyConfig): readonly string[] =>
  maxItems === undefined ? [JSON_TYPE] : [JSON_TYPE, ...JSON_LINES_TYPES];

/** The headers that tell a client what to send instead. */
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
