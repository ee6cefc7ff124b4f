/**
 * Documentation shared by every operation of every app, so that routes need not repeat it: credentials and refusals.
 */
import type { OpenAPIObject } from '@nestjs/swagger';
import { ERROR_CODES } from '@sentinai/contracts';
import { CONTENT_CODINGS } from '../http/content-coding.ts';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type NamedParameter = Extract<Parameter, { name: string }>;

/** Either is accepted, where an operation requires one. */
export const SECURITY_SCHEMES = {
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  api_key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
} as const;

const text = { type: 'string' } as const;

/** `libs/contracts` has the same as a type. */
export const PROBLEM_SCHEMA = {
  type: 'object' as const,
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { ...text, example: 'urn:sentinai:problem:not_found' },
    title: text,
    status: { type: 'integer' as const },
    code: { ...text, enum: Object.keys(ERROR_CODES) },
    detail: text,
    instance: text,
    request_id: text,
    errors: {
      type: 'array' as const,
      items: { type: 'object' as const, required: ['path', 'message'], properties: { path: text, message: text } },
    },
    legal: { type: 'array' as const, items: text },
    expected_step: { type: 'integer' as const, nullable: true },
  },
};

/** The refusals possible on any route that checks its callers. */
const OF_GUARDED_ROUTES = {
  400: 'A parameter or the body is missing, wrong or unknown; `errors` names each',
  401: 'No valid token or key',
  403: 'Role or tenant refused',
  503: 'A dependency does not answer, or tokens cannot be checked',
};

const OF_ROUTES_WITH_BODY = {
  413: 'The body is too large, has too many items, or is too large when decoded',
  415: 'The media type or content coding is not accepted here; `Accept-Post` or `Accept-Encoding` lists the accepted ones',
};

const CODINGS = `May be encoded with one of ${CONTENT_CODINGS.join(', ')} (\`Content-Encoding\`).`;

/** Completes an operation, in place, with the shared parts, and fixes what Nest documents twice or not at all. */
export function completeOperation(operation: Operation): void {
  const guarded = operation.security !== undefined;
  if (guarded) operation.security = Object.keys(SECURITY_SCHEMES).map((scheme) => ({ [scheme]: [] }));
  describeBody(operation);
  if (operation.parameters) operation.parameters = completeParameters(operation.parameters);
  const refusals = { ...(guarded && OF_GUARDED_ROUTES), ...(operation.requestBody && OF_ROUTES_WITH_BODY) };
  operation.responses = { ...problems({ ...refusals, default: 'Any other problem' }), ...operation.responses };
  for (const [status, response] of Object.entries(operation.responses)) {
    if (/^[45]/.test(status) && response && !('$ref' in response)) response.content ??= PROBLEM_CONTENT;
  }
}

function describeBody({ requestBody }: Operation): void {
  if (requestBody && !('$ref' in requestBody)) requestBody.description ??= CODINGS;
}

const PROBLEM_CONTENT = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

const problems = (descriptions: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(descriptions).map(([status, description]) => [status, { description, content: PROBLEM_CONTENT }]),
  );

/**
 * `@Headers('x')` alone marks a header as required that `@ApiHeader` calls optional: the explicit description wins. A
 * path parameter without a type is a string.
 */
function completeParameters(parameters: readonly Parameter[]): Parameter[] {
  const named = parameters.filter((parameter): parameter is NamedParameter => 'name' in parameter);
  const byName = new Map<string, NamedParameter>();
  for (const parameter of named) {
    const key =
      parameter.in === 'header' ? `header ${parameter.name.toLowerCase()}` : `${parameter.in} ${parameter.name}`;
    if (parameter.description !== undefined || !byName.has(key)) byName.set(key, withType(parameter));
  }
  return [...byName.values()];
}

function withType(parameter: NamedParameter): NamedParameter {
  const isBlank = parameter.schema !== undefined && Object.keys(parameter.schema).length === 0;
  return isBlank ? { ...parameter, schema: text } : parameter;
}
