/** Decisions about dead letters: retry or discard. */
import { PIPELINE_WORKERS } from '@sentinai/contracts';
import { redactorByForm } from '@sentinai/domain';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { ExceptionRepository } from '../exceptions/exception.repository.ts';

/** A dead letter about which somebody has decided. */
export interface DecidedLetter {
  id: string;
  tenantId: string;
  exceptionId: string | null;
  /** `retrying`: somebody had decided to retry it before. */
  statusBefore: 'pending' | 'retrying';
}

/** A record as consumed from its topic, to be republished there. */
export interface DeadRecord extends DecidedLetter {
  topic: string;
  key: string | null;
  headers: Record<string, string>;
  payload: Buffer | null;
}

export class DeadLetterDecisions {
  private readonly exceptions = new ExceptionRepository();

  /**
   * Marks entries as retrying and returns their records, which the caller publishes after the commit. Their exceptions count
   * those of the pipeline's workers as events in flight; observers have no part in that. An entry that is already marked (a process died before publishing) is returned too, but counted
   * only once; a closed entry is not returned.
   */
  async retry(tx: Transaction, ids: readonly string[], { by, now }: { by: string; now: Date }): Promise<DeadRecord[]> {
    // Locks exceptions before entries, in the same order as the workers.
    const named = await tx.rows<ExceptionRow>(EXCEPTIONS_OF, [ids]);
    const known = await this.exceptions.lock(
      tx,
      named.map((row) => ({ tenantId: row.tenant_id, exceptionId: row.exception_id })),
    );
    const records = [...known.values()];
    const exceptions = [records.map(({ tenantId }) => tenantId), records.map(({ exceptionId }) => exceptionId)];
    const marked = await tx.rows<{ id: string }>(MARK, [ids, by, now.toISOString(), ...exceptions, PIPELINE_WORKERS]);
    const markedIds = marked.map(({ id }) => id);
    await tx.run(COUNT_IN_FLIGHT, [markedIds]);
    return tx.rows<DeadRecord>(RECORDS, [ids, markedIds]);
  }

  /** Discards pending entries for good. Redacts personal data in the reason by pattern. @returns the entries it closed */
  async discard(
    tx: Transaction,
    ids: readonly string[],
    { by, reason, now }: { by: string; reason: string; now: Date },
  ): Promise<DecidedLetter[]> {
    return tx.rows<DecidedLetter>(DISCARD, [ids, by, redactorByForm.field('note', reason), now.toISOString()]);
  }
}

interface ExceptionRow {
  tenant_id: string;
  exception_id: string;
}

const EXCEPTIONS_OF: Statement = {
  name: 'dead_letter.exceptions_of',
  text: `
    select distinct tenant_id, exception_id from dead_letter_event
    where id = any ($1::bigint[]) and exception_id is not null`,
};

const MARK: Statement = {
  name: 'dead_letter.mark_retrying',
  text: `
    update dead_letter_event
    set status = 'retrying', retries = retries + 1, resolved_by = $2, updated_at = $3::timestamptz,
      counted = consumer = any ($6::varchar[])
        and coalesce((tenant_id, exception_id) in (select * from unnest($4::varchar[], $5::varchar[])), false)
    where id = any ($1::bigint[]) and status = 'pending'
    returning id`,
};

const COUNT_IN_FLIGHT: Statement = {
  name: 'dead_letter.count_in_flight',
  text: `
    update exception e set events_in_flight = e.events_in_flight + d.letters
    from (
      select tenant_id, exception_id, count(*)::integer as letters from dead_letter_event
      where id = any ($1::bigint[]) and counted group by tenant_id, exception_id
    ) d
    where e.tenant_id = d.tenant_id and e.exception_id = d.exception_id`,
};

const RECORDS: Statement = {
  name: 'dead_letter.records',
  text: `
    select id, tenant_id as "tenantId", exception_id as "exceptionId",
      case when id = any ($2::bigint[]) then 'pending' else 'retrying' end as "statusBefore", topic, key, headers, payload
    from dead_letter_event
    where id = any ($1::bigint[]) and status = 'retrying' order by id`,
};

const DISCARD: Statement = {
  name: 'dead_letter.discard',
  text: `
    update dead_letter_event
    set status = 'discarded', resolved_by = $2, note = $3, resolved_at = $4::timestamptz, updated_at = $4::timestamptz
    where id = any ($1::bigint[]) and status = 'pending'
    returning id, tenant_id as "tenantId", exception_id as "exceptionId", 'pending' as "statusBefore"`,
};
