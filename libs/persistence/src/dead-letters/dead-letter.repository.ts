/** Records that could not be processed, with everything needed to look into them and to try them again. */
import type { JsonObject } from '@sentinai/contracts';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

export interface DeadLetter {
  /** `_unknown` when the record does not name a tenant that exists. */
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
  /** The same for records that failed for the same reason. */
  fingerprint: string;
  attempts: number;
  configVersions: JsonObject;
}

export class DeadLetterRepository {
  /** Sets records aside; one that is there already (the same consumer, topic, partition and offset) stays as it is. */
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

  /** How many records of the tenant wait for somebody to decide about them. */
  async countPending(tx: Transaction, tenantId: string): Promise<number> {
    const [row] = await tx.rows<{ count: number }>(COUNT_PENDING, [tenantId]);
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
  text: `select count(*)::integer as count from dead_letter_event where tenant_id = $1 and status = 'pending'`,
};
