/** Checks a canonical pack against its schema and reports each mismatch in terms a pack author understands. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { mapExactNumbers, withDoublesAt } from '@sentinai/contracts';
import type { TSchema } from 'typebox';
import { didYouMean } from '../names/nearest-name.ts';
import type { PackFindings } from './pack-findings.ts';
import { pathOfPointer } from './pack-path.ts';

/** Limits the faults reported for a document that is wrong throughout. */
const MAX_FAULTS = 200;

const validators = new Map<TSchema, ValidateFunction>();

/**
 * Adds a fault for every place that violates the schema.
 * @returns the document, with plain numbers where the schema requires numbers
 */
export function checkSchema(schema: TSchema, document: unknown, findings: PackFindings): unknown {
  const validate = validatorOf(schema);
  if (validate(withoutExactNumbers(document))) return document;
  const plain = withDoublesAt(
    document,
    (validate.errors ?? []).map(({ instancePath }) => instancePath),
  );
  if (plain !== document && validate(withoutExactNumbers(plain))) return plain;
  const errors = withoutBranches(validate.errors ?? []);
  for (const error of errors.slice(0, MAX_FAULTS)) {
    const path = pathOfPointer(plain, error.instancePath);
    const extra: unknown = error.params.additionalProperty;
    findings.fault(typeof extra === 'string' ? [...path, extra] : path, messageOf(error));
  }
  return plain;
}

/** Ajv would see an exact number as an object. A symbol satisfies no typed schema, but fits where anything does. */
const withoutExactNumbers = (document: unknown): unknown => mapExactNumbers(document, ({ text }) => Symbol(text));

function validatorOf(schema: TSchema): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const validate = new Ajv2020({ allErrors: true, verbose: true, strict: false }).compile(schema);
  validators.set(schema, validate);
  return validate;
}

/** For a failed choice, keeps the error of the choice itself and drops those of its branches. */
function withoutBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors.filter((error) => error.keyword === 'anyOf');
  const isBranch = (error: ErrorObject): boolean =>
    choices.some((choice) => error !== choice && error.schemaPath.startsWith(`${choice.schemaPath}/`));
  return errors.filter((error) => !isBranch(error) && error.keyword !== 'propertyNames');
}

function messageOf(error: ErrorObject): string {
  const described = error.parentSchema?.description as unknown;
  if (error.keyword === 'anyOf' && typeof described === 'string') return described;
  if (error.keyword === 'additionalProperties') return `is not a key of this object${suggestionFor(error)}`;
  if (typeof error.data === 'symbol' && asksForNumber(error)) {
    return `${error.data.description} has more digits than a number can have here`;
  }
  if (error.keyword === 'enum') {
    const words = error.params.allowedValues as unknown[];
    return `must be one of ${words.join(', ')}`;
  }
  const subject = error.propertyName === undefined ? '' : `key '${error.propertyName}' `;
  return `${subject}${error.message ?? error.keyword}`;
}

const asksForNumber = ({ keyword, params }: ErrorObject): boolean =>
  keyword === 'type' && ['number', 'integer'].includes(String(params.type));

/** Suggests the known key that an unknown one may have been meant as. */
function suggestionFor({ parentSchema, params }: ErrorObject): string {
  const { properties = {} } = parentSchema as { properties?: object };
  return didYouMean(String(params.additionalProperty), Object.keys(properties));
}
