/**
 * Validates values that contain numbers too precise for a double against a JSON Schema. Ajv compares doubles, so it
 * gets a stand-in of the same type for each such number, and the keywords that depend on a number's value look up the
 * number itself.
 */
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import type { SchemaValidateFunction } from 'ajv/dist/types/index.js';
import {
  ExactNumber,
  type JsonNumber,
  type JsonObject,
  compareNumbers,
  isJsonObject,
  isMultipleOf,
  isWholeNumber,
  mapExactNumbers,
  numberText,
  sameJson,
  toDouble,
} from '@sentinai/contracts';

/**
 * Whole stand-ins count down from the first constant, fractional ones up from the second: no real value coincides
 * with them.
 */
const FIRST_WHOLE = Number.MAX_SAFE_INTEGER;
const FIRST_FRACTION = 2 ** 51 + 0.5;

type Check = (value: JsonNumber, limit: JsonNumber) => boolean;

const NUMBER_KEYWORDS: Readonly<Record<string, { holds: Check; asks: string }>> = {
  minimum: { holds: (value, limit) => compareNumbers(value, limit) >= 0, asks: 'must be >=' },
  maximum: { holds: (value, limit) => compareNumbers(value, limit) <= 0, asks: 'must be <=' },
  exclusiveMinimum: { holds: (value, limit) => compareNumbers(value, limit) > 0, asks: 'must be >' },
  exclusiveMaximum: { holds: (value, limit) => compareNumbers(value, limit) < 0, asks: 'must be <' },
  multipleOf: { holds: isMultipleOf, asks: 'must be multiple of' },
};

/** Keywords whose value is not a schema, but a value like those being validated. */
const VALUE_KEYWORDS = new Set(['const', 'enum', 'default', 'examples']);

/**
 * Returns the schema as Ajv can take it: it accepts only doubles for bounds such as the `maximum` of a 64-bit
 * integer.
 */
export function withRoundedBounds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withRoundedBounds);
  if (!isJsonObject(schema)) return schema;
  const rounded = (keyword: string, value: unknown): unknown => {
    if (value instanceof ExactNumber) return Object.hasOwn(NUMBER_KEYWORDS, keyword) ? Number(value.text) : value;
    return VALUE_KEYWORDS.has(keyword) ? value : withRoundedBounds(value);
  };
  return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, rounded(keyword, value)]));
}

/** Whether a value contains a number too precise for a double. */
export function holdsExactNumber(value: unknown): boolean {
  const standIns = new StandIns();
  standIns.shown(value);
  return standIns.size > 0;
}

/** The exact numbers of one value, each with its own stand-in; equal numbers share one. */
export class StandIns {
  private readonly numbers = new Map<number, ExactNumber>();

  get size(): number {
    return this.numbers.size;
  }

  /** Returns the value with stand-ins, as Ajv sees it. */
  shown(value: unknown): unknown {
    return mapExactNumbers(value, (number) => toDouble(number) ?? this.standInOf(number));
  }

  numberOf(shown: number): JsonNumber {
    return this.numbers.get(shown) ?? shown;
  }

  /** Returns the value that a shown value stands for. */
  meant(shown: unknown): unknown {
    if (typeof shown === 'number') return this.numberOf(shown);
    if (Array.isArray(shown)) return shown.map((entry) => this.meant(entry));
    if (typeof shown !== 'object' || shown === null) return shown;
    return Object.fromEntries(Object.entries(shown).map(([key, entry]) => [key, this.meant(entry)]));
  }

  private standInOf(number: ExactNumber): number {
    for (const [standIn, known] of this.numbers) if (sameJson(known, number)) return standIn;
    const standIn = isWholeNumber(number) ? FIRST_WHOLE - this.size : FIRST_FRACTION + this.size;
    this.numbers.set(standIn, number);
    return standIn;
  }
}

/** A compiled schema that resolves stand-ins. */
export class ExactValidator {
  private standIns = new StandIns();
  private readonly compiled: ValidateFunction;

  /** @param ajv instance for this schema alone; its keywords are replaced */
  constructor(ajv: Ajv2020, schema: JsonObject) {
    for (const [keyword, { holds, asks }] of Object.entries(NUMBER_KEYWORDS)) {
      this.replace(ajv, keyword, 'number', (limit: JsonNumber, shown: number) =>
        holds(this.standIns.numberOf(shown), limit) ? null : `${asks} ${numberText(limit)}`,
      );
    }
    this.replace(ajv, 'const', undefined, (allowed: unknown, shown: unknown) =>
      sameJson(allowed, this.standIns.meant(shown)) ? null : 'must be equal to constant',
    );
    this.replace(ajv, 'enum', undefined, (allowed: unknown[], shown: unknown) => {
      const value = this.standIns.meant(shown);
      return allowed.some((one) => sameJson(one, value)) ? null : 'must be equal to one of the allowed values';
    });
    this.compiled = ajv.compile(schema);
  }

  /** Returns Ajv's errors for a value. */
  errors(shown: unknown, standIns: StandIns): ValidateFunction['errors'] {
    this.standIns = standIns;
    return this.compiled(shown) ? null : this.compiled.errors;
  }

  /** @param faultOf returns what is wrong with a value, or null */
  private replace<Limit, Shown>(
    ajv: Ajv2020,
    keyword: string,
    type: 'number' | undefined,
    faultOf: (limit: Limit, shown: Shown) => string | null,
  ): void {
    const validate: SchemaValidateFunction = (limit: Limit, shown: Shown) => {
      const message = faultOf(limit, shown);
      if (message === null) return true;
      validate.errors = [{ keyword, message, params: {} }];
      return false;
    };
    ajv.removeKeyword(keyword);
    ajv.addKeyword({ keyword, errors: true, validate, ...(type && { type }) });
  }
}
