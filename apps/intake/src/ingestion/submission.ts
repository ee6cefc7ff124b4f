/** Validates a submitted item and prepares it for storage. Pure. */
import {
  AnyObject,
  type Fault,
  Instant,
  Name,
  type SourceItem,
  Text,
  Amount,
  isExceptionId,
  isStorableJson,
  nullable,
} from '@sentinai/contracts';
import { type TenantConfig, occurrenceOf, redactItem } from '@sentinai/domain';
import { contentHash } from '@sentinai/persistence';
import Type, { type Static } from 'typebox';
import { INGESTION_LIMITS } from './ingestion.limits.ts';
import { ItemShape, whyNoInstant } from './item-shape.ts';

export const SubmittedItemSchema = Type.Object(
  {
    exception_id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    tenant_id: Type.Optional(Type.String()),
    domain: Type.Optional(Name),
    source_system: Name,
    exception_type: Type.Optional(nullable(Name)),
    entity: Type.Optional(nullable(Type.String({ maxLength: 512 }))),
    amount: Type.Optional(nullable(Amount)),
    title: Type.Optional(nullable(Text)),
    occurred_at: Type.Optional(Instant),
    source_updated_at: Type.Optional(nullable(Instant)),
    source_event_id: Type.Optional(nullable(Name)),
    raw_payload: AnyObject,
  },
  { additionalProperties: false },
);
export type SubmittedItem = Static<typeof SubmittedItemSchema>;

/** A validated item, ready to be stored. */
export interface Submission {
  /** Null when the sender gave none: a new exception gets a generated one. */
  exceptionId: string | null;
  item: SourceItem;
  /** Equal for equal content; the ids of the item's events are derived from it. */
  contentKey: string;
  /** Equal for the same `source_event_id` of the same exception; null when the sender gave none. */
  sourceEventKey: string | null;
}

const shape = new ItemShape(SubmittedItemSchema);
const INSTANT_FIELDS = ['occurred_at', 'source_updated_at'] as const;
/** Maximum number of UTF-8 bytes per UTF-16 code unit of a JavaScript string. */
const MAX_BYTES_PER_CHARACTER = 3;

/** Returns the item's faults, by path; empty for a valid item. */
export function faultsOf(value: unknown, tenant: TenantConfig): Fault[] {
  if (!shape.fits(value)) return shape.faults(value);
  const faults: Fault[] = [];
  const { domain, tenant_id, raw_payload } = value;
  if (domain !== undefined && !tenant.domains.has(domain)) {
    faults.push({
      path: 'domain',
      message: `the tenant has no active pack for it; it has: ${[...tenant.domains.keys()].join(', ')}`,
    });
  }
  if (tenant_id !== undefined && tenant_id !== tenant.tenantId) {
    faults.push({ path: 'tenant_id', message: 'must be the tenant of the request' });
  }
  return [...identityFaults(value, tenant), ...faults, ...instantFaults(value), ...textFaults(value, raw_payload)];
}

function identityFaults({ exception_id, source_event_id, domain }: SubmittedItem, tenant: TenantConfig): Fault[] {
  if (exception_id === undefined) {
    const message = 'requires exception_id: it identifies a state of that exception';
    return typeof source_event_id === 'string' ? [{ path: 'source_event_id', message }] : [];
  }
  if (!isExceptionId(exception_id)) {
    const message = 'must be letters, digits and _ . : / # -, the first a letter or digit';
    return [{ path: 'exception_id', message }];
  }
  const config = tenant.domains.get(domain ?? tenant.defaultDomain ?? '');
  const kind = config?.policy.redactor.kindIn('exception_id', exception_id) ?? null;
  if (kind === null) return [];
  const message = `looks like personal data (${kind}), and ids are stored unredacted; if it is not, exempt it in the pack: redaction.fields.exception_id`;
  return [{ path: 'exception_id', message }];
}

/** Converts a valid item. @param value an item without faults */
export function toSubmission(value: SubmittedItem, tenant: TenantConfig, now: Date): Submission {
  const domain = value.domain ?? tenant.defaultDomain;
  const config = domain === null ? undefined : tenant.domains.get(domain);
  if (!config) throw new Error(`Tenant "${tenant.tenantId}" has no domain "${domain}"`);
  const exceptionId = value.exception_id ?? null;
  const occurrence = occurrenceOf(config, value, now);
  const stated = statedBy(value, config.domain);
  return {
    exceptionId,
    ...keysOf(value, [tenant.tenantId, exceptionId], stated),
    item: redactItem(
      {
        ...stated,
        occurred_at: occurrence.at.toISOString(),
        occurred_at_source: occurrence.source,
        raw_payload: value.raw_payload,
        redacted: [],
      },
      config.policy.redactor,
    ),
  };
}

const statedBy = (value: SubmittedItem, domain: string) => ({
  domain,
  source_system: value.source_system,
  exception_type: value.exception_type ?? null,
  entity: value.entity ?? null,
  amount: value.amount ?? null,
  title: value.title ?? null,
  source_updated_at: value.source_updated_at ? new Date(value.source_updated_at).toISOString() : null,
});

/** Keys are derived from the sender's values before redaction: two people whose mail addresses are both redacted remain distinct. */
function keysOf(
  { occurred_at, source_event_id, raw_payload }: SubmittedItem,
  identity: readonly unknown[],
  stated: object,
): Pick<Submission, 'contentKey' | 'sourceEventKey'> {
  const content = [...identity, occurred_at ?? null, stated, raw_payload];
  if (typeof source_event_id !== 'string') return { contentKey: keyOf(content), sourceEventKey: null };
  return {
    contentKey: keyOf([...content, source_event_id]),
    sourceEventKey: keyOf(['source-event', ...identity, source_event_id]),
  };
}

const keyOf = (content: unknown[]): string => uuidOf(contentHash(content));

/** Formats a hash as a UUID (version 8), for columns and namespaces that need one. */
export function uuidOf(hexHash: string): string {
  const hex = `${hexHash.slice(0, 12)}8${hexHash.slice(13, 16)}8${hexHash.slice(17, 32)}`;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Faults of instants that the schema accepts but the database cannot store: a leap second, a year out of range. */
function instantFaults(value: SubmittedItem): Fault[] {
  return INSTANT_FIELDS.flatMap((path) => {
    const reason = value[path] ? whyNoInstant(value[path]) : null;
    return reason === null ? [] : [{ path, message: reason }];
  });
}

function textFaults(value: SubmittedItem, payload: object): Fault[] {
  const serialized = JSON.stringify(value);
  if (
    serialized.length * MAX_BYTES_PER_CHARACTER > INGESTION_LIMITS.payloadBytes &&
    Buffer.byteLength(JSON.stringify(payload)) > INGESTION_LIMITS.payloadBytes
  ) {
    return [{ path: 'raw_payload', message: `must not be larger than ${INGESTION_LIMITS.payloadBytes} bytes` }];
  }
  if (isStorableJson(serialized)) return [];
  const field = Object.entries(value).find((entry) => !isStorableJson(JSON.stringify(entry)));
  return [{ path: field?.[0] ?? '', message: 'must not hold a NUL or half of a surrogate pair' }];
}
