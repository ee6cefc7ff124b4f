/** JSON Schemas that packs define for their tools: compiled on first use, refused when Ajv refuses them. */
import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type JsonObject, withDoubles } from '@sentinai/contracts';
import { ExactValidator, StandIns, holdsExactNumber, withRoundedBounds } from './exact-json-schema.ts';

/** Limits the messages for a body that is wrong throughout. */
const MAX_MESSAGES = 50;

/** Returns the faults of a value, as `path message`; empty when it is valid. */
export type Validate = (value: unknown) => string[];

/**
 * Creates validators. One compiler per pack version, so that a dropped version releases its schemas; it costs nothing
 * until a schema is compiled, since a worker holds the packs of many tenants and calls the tools of few.
 */
export class JsonSchemaCompiler {
  private ajv: Ajv2020 | null = null;

  /**
   * Checks a schema by compiling it.
   * @throws {Error} with Ajv's reason: an unknown keyword, a reference to nowhere, a wrong type
   */
  check(schema: JsonObject): void {
    this.compile(schema);
  }

  /** Returns a validator that compiles on first use: a pack has many tools, a worker calls few. */
  validator(schema: JsonObject | null): Validate {
    if (!schema) return () => [];
    let compiled: ValidateFunction | undefined;
    let exact: ExactValidator | undefined;
    const isExact = holdsExactNumber(schema);
    return (value) => {
      const standIns = new StandIns();
      const shown = standIns.shown(value);
      compiled ??= this.compile(schema);
      if (standIns.size === 0 && !isExact) return compiled(shown) ? [] : messagesOf(compiled.errors);
      exact ??= new ExactValidator(createAjv({ validateSchema: false }), bodyOf(schema));
      return messagesOf(exact.errors(shown, standIns));
    };
  }

  private compile(schema: JsonObject): ValidateFunction {
    this.ajv ??= createAjv();
    return this.ajv.compile(withRoundedBounds(bodyOf(schema)) as JsonObject);
  }
}

/** Dialects before 2020-12 are treated as 2020-12: they do not differ in the keywords that tool schemas use. */
function bodyOf({ $schema: _dialect, ...body }: JsonObject): JsonObject {
  return withDoubles(body);
}

/** Strict about keywords, since a typo would otherwise allow everything; not about style. */
function createAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    addUsedSchema: false,
    logger: false,
    ...options,
  });
  addFormats.default(ajv);
  return ajv;
}

const messagesOf = (errors: ValidateFunction['errors']): string[] =>
  (errors ?? []).slice(0, MAX_MESSAGES).map(messageOf);

function messageOf({ instancePath, params, message = 'is not valid' }: ErrorObject): string {
  const extra = params.additionalProperty as unknown;
  const detail = typeof extra === 'string' ? `${message}: ${extra}` : message;
  return `${instancePath || '$'} ${detail}`;
}
