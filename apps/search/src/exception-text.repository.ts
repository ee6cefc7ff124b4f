/** The table `exception_text`, which the function `search_exceptions` reads. */
import { Injectable } from '@nestjs/common';
import { type ExceptionKey, type Statement, type Transaction, exceptionKey } from '@sentinai/persistence';

@Injectable()
export class ExceptionTextRepository {
  /** Copies the texts of the exceptions as they are now. Writes nothing for a text that has not changed. */
  async copy(tx: Transaction, exceptions: readonly ExceptionKey[]): Promise<void> {
    const keys = [...new Map(exceptions.map((key) => [exceptionKey(key), key])).values()];
    await tx.run(COPY, [keys.map(({ tenantId }) => tenantId), keys.map(({ exceptionId }) => exceptionId)]);
  }

  /**
   * Deletes the texts of exceptions created at this time or later. The clocks of two machines differ, so the event of an exception may
   * bear an earlier time than the exception: the first minute is kept.
   */
  async forget(tx: Transaction, from: Date): Promise<void> {
    await tx.run(FORGET, [new Date(from.getTime() + CLOCK_DIFFERENCE_MS).toISOString()]);
  }
}

const CLOCK_DIFFERENCE_MS = 60_000;

// `lateral` forces one look-up by primary key for each exception, as in the batch runtime's statements.
const COPY: Statement = {
  name: 'exception_text.copy',
  plannedAnew: true,
  text: `
    insert into exception_text as t (tenant_id, exception_id, created_at, content)
    select e.*
    from unnest($1::varchar[], $2::varchar[]) as k(tenant_id, exception_id)
    cross join lateral (
      select tenant_id, exception_id, created_at, concat_ws(chr(10), exception_id, entity, title)
      from exception where tenant_id = k.tenant_id and exception_id = k.exception_id
      offset 0
    ) as e
    on conflict (tenant_id, exception_id) do update set content = excluded.content
    where t.content <> excluded.content`,
};

const FORGET: Statement = {
  name: 'exception_text.forget',
  text: 'delete from exception_text where created_at >= $1::timestamptz',
};
