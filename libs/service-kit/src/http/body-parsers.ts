/** Body parsers: JSON everywhere, and JSON lines as a stream on routes that take items. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseJsonBody, parseJsonItems } from './json-body.ts';
import {
  JSON_LINES_TYPES,
  JSON_TYPE,
  STRUCTURED_JSON_TYPE,
  mediaTypesOf,
  requireUtf8,
  unsupportedMediaType,
  type BodyConfig,
} from './media-types.ts';

export function useBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  for (const type of [JSON_TYPE, STRUCTURED_JSON_TYPE]) {
    fastify.addContentTypeParser(type, { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
      requireUtf8(request.headers['content-type'] ?? '');
      const { maxItems } = configOf(request);
      return maxItems === undefined ? parseJsonBody(body) : parseJsonItems(body, maxItems);
    });
  }
  for (const type of JSON_LINES_TYPES) fastify.addContentTypeParser(type, passLines);
}

async function passLines(request: FastifyRequest, lines: IncomingMessage): Promise<IncomingMessage> {
  const config = configOf(request);
  if (config.maxItems === undefined) throw unsupportedMediaType(request.method, mediaTypesOf(config));
  requireUtf8(request.headers['content-type'] ?? '');
  return lines;
}

/** Empty for a path without a route. */
export const configOf = (request: FastifyRequest): BodyConfig => (request.routeOptions.config ?? {}) as BodyConfig;
