/** Checks a response against the document: its status, its media type, and every field of its body. */
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { OpenApiDocument, Route, Schema } from './openapi-document.ts';

export interface Answer {
  status: number;
  /** Media type without parameters. */
  contentType: string;
  /** Undefined when there is no body, or it is not JSON. */
  body: unknown;
}

const SCHEMAS_ID = 'openapi';

/** `default` responses do not count: a document that allows everything says nothing. */
export class AnswerChecker {
  private readonly ajv = new Ajv({ strict: false, allErrors: true });
  private readonly compiled = new Map<Schema, ValidateFunction>();

  constructor(document: OpenApiDocument) {
    addFormats.default(this.ajv);
    this.ajv.addSchema({ $id: SCHEMAS_ID, components: { schemas: exactEach(document.components?.schemas ?? {}) } });
  }

  /** Describes the faults of a response; empty when there are none. */
  faults({ operation }: Route, { status, contentType, body }: Answer): string[] {
    const described = operation.responses[String(status)];
    if (!described) return [`the document does not declare status ${status}`];
    if (described.content === undefined) return body === undefined ? [] : ['the document declares no body'];
    const media = described.content[contentType];
    if (!media) return [`the document does not declare ${contentType || 'an empty media type'} for status ${status}`];
    return media.schema ? this.schemaFaults(media.schema, body) : [];
  }

  private schemaFaults(schema: Schema, body: unknown): string[] {
    const validate = this.compiled.get(schema) ?? this.ajv.compile(exact(schema));
    this.compiled.set(schema, validate);
    validate(body);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`,
    );
  }
}

/** Converts to JSON Schema: translates OpenAPI 3.0's own keywords, and forbids fields that are not declared. */
function exact(schema: Schema): Schema {
  const { nullable, ...facts } = withExclusiveBounds(schema);
  const rewritten: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(facts)) rewritten[keyword] = exactKeyword(keyword, value);
  if ('properties' in rewritten && !('additionalProperties' in rewritten)) rewritten.additionalProperties = false;
  return nullable === true ? { anyOf: [rewritten, { type: 'null' }] } : rewritten;
}

/** Converts exclusive bounds, which OpenAPI 3.0 expresses as a bound and a boolean. */
function withExclusiveBounds(schema: Schema): Schema {
  const { exclusiveMinimum, exclusiveMaximum, ...facts } = schema;
  const { minimum, maximum, ...others } = facts;
  return {
    ...others,
    ...(minimum !== undefined && { [exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum']: minimum }),
    ...(maximum !== undefined && { [exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum']: maximum }),
  };
}

function exactKeyword(keyword: string, value: unknown): unknown {
  if (keyword === '$ref') return SCHEMAS_ID + String(value);
  if (keyword === 'properties') return exactEach(value as Readonly<Record<string, Schema>>);
  if (['allOf', 'anyOf', 'oneOf'].includes(keyword)) return (value as Schema[]).map(exact);
  const holdsSchema = ['items', 'additionalProperties', 'not'].includes(keyword) && typeof value === 'object';
  return holdsSchema ? exact(value as Schema) : value;
}

const exactEach = (schemas: Readonly<Record<string, Schema>>): Record<string, Schema> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, exact(schema)]));
