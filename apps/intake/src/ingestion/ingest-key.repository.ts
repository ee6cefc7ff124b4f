/** Ingest keys: an item with the same content or the same Idempotency-Key does not create a second event. */
import type { Statement, Transaction } from '@sentinai/persistence';

export interface IngestKey {
  /** UUID derived from a hash of the item's content or of the sender's Idempotency-Key. */
  key: string;
  /** Hash of the whole request, to tell a repetition from a different request with the same key. */
  requestHash: string;
  exceptionId: string;
  eventId: string;
  eventType: string;
}

export class IngestKeyRepository {
  /** Returns those of the keys that the tenant has already used. */
  async find(tx: Transaction, tenantId: string, keys: readonly string[]): Promise<Map<string, IngestKey>> {
    const rows = await tx.rows<IngestKeyRow>(FIND, [tenantId, keys]);
    return new Map(rows.map((row) => [row.key, fromRow(row)]));
  }

  /** Claims the keys and returns those it got; a missing key was claimed by a concurrent request. */
  async take(tx: Transaction, tenantId: string, keys: readonly IngestKey[], now: Date): Promise<Set<string>> {
    const inOrder = [...keys].sort((a, b) => (a.key < b.key ? -1 : 1));
    const rows = await tx.rows<{ key: string }>(TAKE, [
      tenantId,
      inOrder.map((entry) => entry.key),
      inOrder.map((entry) => entry.requestHash),
      inOrder.map((entry) => entry.exceptionId),
      inOrder.map((entry) => entry.eventId),
      inOrder.map((entry) => entry.eventType),
      now.toISOString(),
    ]);
    return new Set(rows.map((row) => row.key));
  }

  /** Points known keys at newer events. The caller holds the locks of their exceptions. */
  async renew(tx: Transaction, tenantId: string, keys: readonly IngestKey[], now: Date): Promise<void> {
    if (keys.length === 0) return;
    await tx.run(RENEW, [
      tenantId,
      keys.map((entry) => entry.key),
      keys.map((entry) => entry.eventId),
      keys.map((entry) => entry.eventType),
      now.toISOString(),
    ]);
  }
}

interface IngestKeyRow {
  key: string;
  request_hash: string;
  exception_id: string;
  event_id: string;
  event_type: string;
}

const fromRow = (row: IngestKeyRow): IngestKey => ({
  key: row.key,
  requestHash: row.request_hash,
  exceptionId: row.exception_id,
  eventId: row.event_id,
  eventType: row.event_type,
});

const FIND: Statement = {
  name: 'ingest_key.find',
  text: `
    select key, request_hash, exception_id, event_id, event_type
    from ingest_key where tenant_id = $1 and key = any ($2::uuid[])`,
};

const TAKE: Statement = {
  name: 'ingest_key.take',
  text: `
    insert into ingest_key (tenant_id, key, request_hash, exception_id, event_id, event_type, created_at)
    select $1, *, $7::timestamptz from unnest($2::uuid[], $3::uuid[], $4::varchar[], $5::uuid[], $6::varchar[])
    on conflict (tenant_id, key) do nothing
    returning key`,
};

const RENEW: Statement = {
  name: 'ingest_key.renew',
  text: `
    update ingest_key k set event_id = n.event_id, event_type = n.event_type, created_at = $5::timestamptz
    from unnest($2::uuid[], $3::uuid[], $4::varchar[]) as n(key, event_id, event_type)
    where k.tenant_id = $1 and k.key = n.key`,
};
