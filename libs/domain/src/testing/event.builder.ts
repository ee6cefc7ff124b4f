/** Events as an agent receives them. Data that does not fit its contract is rejected: a spec must not rest on it. */
import { type EventEnvelope, type JsonObject, type SourceItem, findEvent } from '@sentinai/contracts';

export const EVENT_ID = '0b7e6a52-1f3c-4d7e-9a11-5c2d8f4e6b01';

/**
 * Builds an event of `EX-1`, the second of its timeline by default.
 * @throws when the data does not fit the contract
 */
export function anEvent<const Type extends string, T extends JsonObject>(
  type: Type,
  data: T,
  envelope: Partial<EventEnvelope> = {},
): EventEnvelope<T> & { type: Type } {
  const faults = findEvent(type)?.faults(data) ?? [{ path: '/', message: 'no event has this type' }];
  if (faults.length > 0) throw new Error(`${type}: ${JSON.stringify(faults)}`);
  return {
    id: EVENT_ID,
    source: '/sentinai/test',
    time: '2026-11-20T11:59:59.000Z',
    tenantId: 'TENANT_A',
    exceptionId: 'EX-1',
    correlationId: 'EX-1',
    schemaVersion: 1,
    sequence: 2,
    ...envelope,
    type,
    data,
  };
}

export const aSourceItem = (fields: Partial<SourceItem> = {}): SourceItem => ({
  domain: 'Trading',
  source_system: 'Murex',
  exception_type: null,
  entity: null,
  amount: null,
  title: null,
  occurred_at: '2026-11-20T11:00:00.000Z',
  occurred_at_source: 'given',
  source_updated_at: null,
  raw_payload: {},
  redacted: [],
  ...fields,
});
