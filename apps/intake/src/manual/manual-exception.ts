/** Converts an exception that a person enters by hand into an item of ingestion, which validates and stores it like any other. Pure. */
import { AnyObject, Amount, type Fault, Instant, Name, Text, nullable } from '@sentinai/contracts';
import { type TenantConfig, sourceIsAuthority } from '@sentinai/domain';
import Type from 'typebox';
import { ItemShape } from '../ingestion/item-shape.ts';
import type { SubmittedItem } from '../ingestion/submission.ts';

/** Source of exceptions that people create. */
export const MANUAL_SOURCE = 'manual';

const ManualExceptionSchema = Type.Object(
  {
    domain: Type.Optional(Name),
    exception_type: Name,
    title: Type.String({ minLength: 1, maxLength: 4_000 }),
    description: Type.Optional(nullable(Text)),
    entity: Type.Optional(nullable(Type.String({ maxLength: 512 }))),
    amount: Type.Optional(nullable(Amount)),
    currency: Type.Optional(nullable(Type.String({ pattern: '^[A-Z]{3}$' }))),
    occurred_at: Type.Optional(Instant),
    raw_payload: Type.Optional(AnyObject),
  },
  { additionalProperties: false },
);

const shape = new ItemShape(ManualExceptionSchema);

/** Returns the item, or the faults of the body by path. */
export function toItem(body: unknown): { item: SubmittedItem } | { faults: Fault[] } {
  if (!shape.fits(body)) return { faults: shape.faults(body) };
  const { description, currency, raw_payload = {}, ...stated } = body;
  const beside = { ...(description && { description }), ...(currency && { currency }) };
  const twice = Object.keys(beside).filter((field) => Object.hasOwn(raw_payload, field));
  if (twice.length > 0) return { faults: twice.map((path) => ({ path, message: 'is given in raw_payload too' })) };
  return { item: { ...stated, source_system: MANUAL_SOURCE, raw_payload: { ...raw_payload, ...beside } } };
}

/**
 * Returns what keeps a person from creating a valid item: a type that the pack does not have, or a domain whose source is the system of
 * record, which would never resolve an exception that it does not know.
 */
export function manualFaults({ domain, exception_type }: SubmittedItem, tenant: TenantConfig): Fault[] {
  const config = tenant.domains.get(domain ?? tenant.defaultDomain ?? '');
  if (!config) return [];
  if (sourceIsAuthority(config)) {
    return [
      { path: 'domain', message: `${config.domain} takes exceptions from its source only, the system of record` },
    ];
  }
  if (typeof exception_type === 'string' && config.pack.types.has(exception_type)) return [];
  return [
    {
      path: 'exception_type',
      message: `is not in the domain pack; it has: ${[...config.pack.types.keys()].join(', ')}`,
    },
  ];
}
