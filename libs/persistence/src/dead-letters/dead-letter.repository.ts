/** Dead letters: records that could not be processed, with all that is needed to investigate and retry them. */
import type { JsonObject } from '@sentinai/contracts';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

export interface DeadLetter {
  /** `_unknown` when the record names no existing tenant. */
  tenantId: string;
  exceptionId: string | null;
  consumer: string;
  topic: string;
  partition: number;
  offset: string;
  eventId: string | null;
  eventType: string | null;
  key: string | null;
  headers: JsonObject;
  /** The record's value, byte for byte. */
  payload: Buffer | null;
  errorCode: string;
  error: string;
  /** Equal for records that failed for the same reason. */
  fingerprint: string;
  attempts: number;
  configVersions: JsonObject;
}

/** `pending` → `retrying` → `succeeded`, or back to `pending`; `pending` → `discarded`. */
export const DEAD_LETTER_STATUSES = ['pending', 'retrying', 'succeeded', 'discarded'] as const;
export type DeadLetterStatus = (typeof DEAD_LETTER_STATUSES)[number];

/** State of an entry whose record was redelivered, as the worker needs it. */
export interface DeadLetterState {
  id: string;
  status: DeadLetterStatus;
  topic: string;
  eventId: string | null;
  /** SHA-256 of the record's value, in hexadecimal; null when it has none. */
  payloadHash: string | null;
  attempts: number;
  retries: number;
  /** Whether its exception counts it as an event in flight. */
  counted: boolean;
}

/** An entry whose record failed again, with the total number of attempts. */
export interface ReopenedDeadLetter {
  id: string;
  letter: Pick<DeadLetter, 'errorCode' | 'error' | 'fingerprint' | 'attempts' | 'configVersions'>;
}

export class DeadLetterRepository {
  /** Stores dead letters. An existing entry (same consumer, topic, partition and offset) is left unchanged. */
  async add(tx: Transaction, letters: readonly DeadLetter[], now: Date): Promise<void> {
    if (letters.length === 0) return;
    await tx.run(ADD, [
      letters.map((letter) => letter.tenantId),
      letters.map((letter) => letter.exceptionId),
      letters.map((letter) => letter.consumer),
      letters.map((letter) => letter.topic),
      letters.map((letter) => letter.partition),
      letters.map((letter) => letter.offset),
      letters.map((letter) => letter.eventId),
      letters.map((letter) => letter.eventType),
      letters.map((letter) => letter.key),
      letters.map((letter) => JSON.stringify(letter.headers)),
      letters.map((letter) => letter.payload?.toString('base64') ?? null),
      letters.map((letter) => letter.errorCode),
      letters.map((letter) => letter.error),
      letters.map((letter) => letter.fingerprint),
      letters.map((letter) => letter.attempts),
      letters.map((letter) => JSON.stringify(letter.configVersions)),
      now.toISOString(),
    ]);
  }

  /** Locks the consumer's entries until the transaction ends, so that two copies of a record cannot both find them open. */
  async lock(tx: Transaction, consumer: string, ids: readonly string[]): Promise<Map<string, DeadLetterState>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.rows<DeadLetterState>(LOCK, [consumer, ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Returns the consumer's open entries for the given events of a tenant, locked until the transaction ends, by event id. */
  async openAbout(
    tx: Transaction,
    consumer: string,
    { tenantId, eventIds }: { tenantId: string; eventIds: readonly string[] },
  ): Promise<Map<string, DeadLetterState>> {
    const rows = await tx.rows<DeadLetterState>(OPEN_ABOUT, [consumer, tenantId, eventIds]);
    return new Map(rows.map((row) => [row.eventId ?? '', row]));
  }

  /** Closes entries whose events have been processed. */
  async succeed(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
    if (ids.length === 0) return;
    await tx.run(SUCCEED, [ids, now.toISOString()]);
  }

  /** Sets entries back to pending: they wait for a decision again. */
  async reopen(tx: Transaction, entries: readonly ReopenedDeadLetter[], now: Date): Promise<void> {
    if (entries.length === 0) return;
    await tx.run(REOPEN, [
      entries.map(({ id }) => id),
      entries.map(({ letter }) => letter.errorCode),
      entries.map(({ letter }) => letter.error),
      entries.map(({ letter }) => letter.fingerprint),
      entries.map(({ letter }) => letter.attempts),
      entries.map(({ letter }) => JSON.stringify(letter.configVersions)),
      now.toISOString(),
    ]);
  }

  /** Counts the tenant's pending records, up to `limit`. */
  async countPending(tx: Transaction, tenantId: string, limit: number): Promise<number> {
    const [row] = await tx.rows<{ count: number }>(COUNT_PENDING, [tenantId, limit]);
    return row?.count ?? 0;
  }
}

const ADD: Statement = {
  name: 'dead_letter.add',
  text: `
    insert into dead_letter_event (tenant_id, exception_id, consumer, topic, partition, "offset", event_id, event_type,
      key, headers, payload, error_code, error, fingerprint, attempts, config_versions, created_at, updated_at)
    select l.tenant_id, l.exception_id, l.consumer, l.topic, l.partition, l."offset", l.event_id, l.event_type,
      l.key, l.headers, decode(l.payload, 'base64'), l.error_code, l.error, l.fingerprint, l.attempts,
      l.config_versions, $17::timestamptz, $17::timestamptz
    from unnest($1::varchar[], $2::varchar[], $3::varchar[], $4::varchar[], $5::integer[], $6::bigint[], $7::varchar[],
      $8::varchar[], $9::text[], $10::jsonb[], $11::text[], $12::varchar[], $13::text[], $14::varchar[],
      $15::integer[], $16::jsonb[])
      as l(tenant_id, exception_id, consumer, topic, partition, "offset", event_id, event_type, key, headers, payload,
        error_code, error, fingerprint, attempts, config_versions)
    on conflict (consumer, topic, partition, "offset") do nothing`,
};

const COUNT_PENDING: Statement = {
  name: 'dead_letter.count_pending',
  text: `
    select count(*)::integer as count
    from (select from dead_letter_event where tenant_id = $1 and status = 'pending' limit $2) as pending`,
};

const STATE_COLUMNS = `id, status, topic, event_id as "eventId", encode(sha256(payload), 'hex') as "payloadHash", attempts,
  retries, counted`;

const LOCK: Statement = {
  name: 'dead_letter.lock',
  text: `
    select ${STATE_COLUMNS}
    from dead_letter_event
    where consumer = $1 and id = any ($2::bigint[])
    order by id
    for update`,
};

const OPEN_ABOUT: Statement = {
  name: 'dead_letter.open_about',
  text: `
    select ${STATE_COLUMNS}
    from dead_letter_event
    where tenant_id = $2 and status in ('pending', 'retrying') and consumer = $1 and event_id = any ($3::varchar[])
    order by id
    for update`,
};

const SUCCEED: Statement = {
  name: 'dead_letter.succeed',
  text: `
    update dead_letter_event
    set status = 'succeeded', counted = false, resolved_at = $2::timestamptz, updated_at = $2::timestamptz
    where id = any ($1::bigint[])`,
};

const REOPEN: Statement = {
  name: 'dead_letter.reopen',
  text: `
    update dead_letter_event d
    set status = 'pending', counted = false, resolved_by = null, error_code = r.error_code, error = r.error,
      fingerprint = r.fingerprint, attempts = r.attempts, config_versions = r.config_versions,
      updated_at = $7::timestamptz
    from unnest($1::bigint[], $2::varchar[], $3::text[], $4::varchar[], $5::integer[], $6::jsonb[])
      as r(id, error_code, error, fingerprint, attempts, config_versions)
    where d.id = r.id`,
};
