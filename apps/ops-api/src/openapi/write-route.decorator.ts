/** What all routes that change something have in common: they refuse alike. */
import { HttpCode, applyDecorators, type Type } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Permission } from '@sentinai/contracts';
import { Allow } from '@sentinai/service-kit';
import { Refusal } from './refusal.decorator.ts';

export interface WriteRouteOptions {
  summary: string;
  description?: string;
  permission: Permission;
  /** 200: done; 201: made; 202: taken, and done later; 204: done, and nothing to say. */
  status: 200 | 201 | 202 | 204;
  /** Absent with 204. */
  answer?: Type;
  /** What there may be none of, beside the tenant. */
  notFound?: string;
  /** What stands in the way; absent when nothing can. */
  conflict?: string;
}

/** Says who may call a route, and describes its answers. */
export function WriteRoute(options: WriteRouteOptions): MethodDecorator {
  const { summary, description, permission, status, answer, notFound, conflict } = options;
  return applyDecorators(
    HttpCode(status),
    Allow(permission),
    ApiOperation({ summary, ...(description !== undefined && { description }) }),
    ApiResponse({ status, description: DESCRIPTIONS[status], ...(answer && { type: answer }) }),
    Refusal(400, 'The body, a parameter or a header is missing, wrong or unknown; `errors` names each'),
    Refusal(404, notFound ?? 'The tenant does not exist'),
    ...(conflict === undefined ? [] : [Refusal(409, conflict)]),
    Refusal(413, 'The body is too large'),
    Refusal(415, 'The body is not JSON'),
    Refusal(503, 'The database does not answer'),
  );
}

const DESCRIPTIONS: Record<WriteRouteOptions['status'], string> = {
  200: 'Done',
  201: 'Made',
  202: 'Taken; the `status_url` says what becomes of it',
  204: 'Done',
};

/** Longest Idempotency-Key. */
const MAX_KEY_LENGTH = 256;

/** Describes the header that makes a repeated request harmless. */
export const TakesIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: MAX_KEY_LENGTH },
    description: 'The same key with the same request gives the same answer and does nothing new; with another, 409.',
  });

export const isIdempotencyKey = (key: string): boolean => key.length > 0 && key.length <= MAX_KEY_LENGTH;
