/** Validates bodies, queries and parameters against their DTO class; each fault names its field as sent. */
import { type ArgumentMetadata, ValidationPipe, type ValidationError } from '@nestjs/common';
import { type Fault, isJsonObject, withOwnDoubles } from '@sentinai/contracts';
import { ProblemException } from './problem.exception.ts';

/** More faults than a person would read are cut, so that a huge bad body does not cause a huge answer. */
const MAX_FAULTS = 50;

/** Returns Nest's pipe: unknown fields are refused, and values are converted to the DTO's types. */
export function createValidationPipe(): ValidationPipe {
  return new PlainNumberPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const faults = toFaults(errors);
      const summary = faults.length === 1 ? 'One field is' : `${faults.length} fields are`;
      return new ProblemException('invalid_request', `${summary} missing or wrong.`, {
        errors: faults.slice(0, MAX_FAULTS),
      });
    },
  });
}

/** A body's own numbers, such as `2.0`, become plain ones for its DTO; nested objects keep theirs as written. */
class PlainNumberPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const isDto = metadata.type === 'body' && this.toValidate(metadata) && isJsonObject(value);
    return super.transform(isDto ? withOwnDoubles(value) : value, metadata);
  }
}

/** Flattens class-validator's tree: `items[3].source_system` → `must be a string`. */
export function toFaults(errors: readonly ValidationError[], parent = ''): Fault[] {
  return errors.flatMap((error) => {
    const path = join(parent, sentName(error));
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      path,
      message: rule === 'whitelistValidation' ? 'is not a known field' : withoutName(message, error.property),
    }));
    return [...own, ...toFaults(error.children ?? [], path)];
  });
}

/**
 * DTOs may be camelCase in code; on the wire every declared field is snake_case. An unknown field keeps its name as
 * sent.
 */
function sentName({ property, constraints }: ValidationError): string {
  if (constraints?.whitelistValidation !== undefined) return property;
  return property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function join(parent: string, name: string): string {
  if (/^\d+$/.test(name)) return `${parent}[${name}]`;
  return parent === '' ? name : `${parent}.${name}`;
}

function withoutName(message: string, property: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
