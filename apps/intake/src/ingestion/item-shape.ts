/** Checks the shape of a submitted body, and explains its faults by path. Pure. */
import type { Fault } from '@sentinai/contracts';
import { readInstant } from '@sentinai/domain';
import type { Static, TObject } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

/** Maximum number of faults in a response. */
const MAX_FAULTS = 20;

export class ItemShape<Schema extends TObject> {
  private readonly validator: Validator<Record<never, never>, Schema>;

  /** @param schema without additional properties */
  constructor(private readonly schema: Schema) {
    this.validator = Compile(schema);
  }

  fits(value: unknown): value is Static<Schema> {
    return this.validator.Check(value);
  }

  /** Returns the faults of a value that does not fit. */
  faults(value: unknown): Fault[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [{ path: '', message: 'must be a JSON object' }];
    }
    const unknown = Object.keys(value).filter((key) => !Object.hasOwn(this.schema.properties, key));
    const faults = this.validator
      .Errors(value)
      .filter(({ keyword }) => keyword !== 'boolean' && keyword !== 'additionalProperties')
      .flatMap(({ keyword, params, instancePath, message }): Fault[] => {
        if (keyword === 'required') return params.requiredProperties.map((path) => ({ path, message: 'is required' }));
        const fault = { path: instancePath.slice(1).replaceAll('/', '.'), message };
        return [keyword === 'format' ? instantExplained(fault, value) : fault];
      });
    const unknownFaults = unknown.map((key) => ({ path: key, message: 'is not a field of an exception' }));
    return [...faults, ...unknownFaults].slice(0, MAX_FAULTS);
  }
}

/** Returns the reason why an instant cannot be stored; null when it can. */
export function whyNoInstant(instant: unknown): string | null {
  const reading = readInstant(instant, { timeZone: 'UTC' });
  return 'unreadable' in reading ? reading.unreadable : null;
}

/** Adds the reason to the schema's message for a text that is not an RFC 3339 instant, such as a day that does not exist. */
function instantExplained({ path, message }: Fault, value: object): Fault {
  const reason = whyNoInstant((value as Record<string, unknown>)[path]);
  return { path, message: reason === null ? message : `${reason}; it ${message}` };
}
