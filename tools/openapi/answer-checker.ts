/** Whether an answer is one that its document allows: the status, the media type, and every field of the body. */
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { OpenApiDocument, Route, Schema } from './openapi-document.ts';

export interface Answer {
  status: number;
  /** Without parameters. */
  contentType: string;
  /** Undefined when there is none, or it is no JSON. */
  body: unknown;
}

const SCHEMAS_ID = 'openapi';

/** `default` does not count: a document that allows everything says nothing. */
export class AnswerChecker {
  private readonly ajv = new Ajv({ strict: false, allErrors: true });
  private readonly compiled = new Map<Schema, ValidateFunction>();

  constructor(document: OpenApiDocument) {
    addFormats.default(this.ajv);
    this.ajv.addSchema({ $id: SCHEMAS_ID, components: { schemas: exactEach(document.components?.schemas ?? {}) } });
  }

  /** What is wrong with the answer, in words; empty when nothing is. */
  faults({ operation }: Route, { status, contentType, body }: Answer): string[] {
    const described = operation.responses[String(status)];
    if (!described) return [`the document does not say that this answers ${status}`];
    if (described.content === undefined) return body === undefined ? [] : ['the document knows of no body'];
    const media = described.content[contentType];
    if (!media) return [`the document does not say that ${status} comes as ${contentType || 'nothing'}`];
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

/** As JSON Schema: what OpenAPI 3.0 says in words of its own is spelled out, and nothing is allowed that is not described. */
function exact(schema: Schema): Schema {
  const { nullable, ...facts } = withExclusiveBounds(schema);
  const rewritten: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(facts)) rewritten[keyword] = exactKeyword(keyword, value);
  if ('properties' in rewritten && !('additionalProperties' in rewritten)) rewritten.additionalProperties = false;
  return nullable === true ? { anyOf: [rewritten, { type: 'null' }] } : rewritten;
}

/** In OpenAPI 3.0 an exclusive bound is a bound and a yes. */
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
