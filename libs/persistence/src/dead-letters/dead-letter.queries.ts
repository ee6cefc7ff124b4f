/** The read side of dead letters: pages, groups by cause, one dead letter with its record. */
import type { JsonObject } from '@sentinai/contracts';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import type { DeadLetterStatus } from './dead-letter.repository.ts';

/** Filter of dead letters; absent fields do not restrict. */
export interface DeadLetterFilter {
  tenantId?: string;
  status?: DeadLetterStatus;
  eventType?: string;
  consumer?: string;
  fingerprint?: string;
}

export interface DeadLetterEntry {
  id: string;
  tenantId: string;
  exceptionId: string | null;
  consumer: string;
  topic: string;
  partition: number;
  offset: string;
  eventId: string | null;
  eventType: string | null;
  errorCode: string;
  error: string;
  fingerprint: string;
  attempts: number;
  status: DeadLetterStatus;
  retries: number;
  resolvedBy: string | null;
  resolvedAt: Date | null;
  note: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** A dead letter with its record. */
export interface DeadLetterDetails extends DeadLetterEntry {
  key: string | null;
  headers: Record<string, string>;
  payload: Buffer | null;
  configVersions: JsonObject;
}

/** Dead letters that failed for the same reason. */
export interface DeadLetterGroup {
  fingerprint: string;
  entries: number;
  tenants: number;
  consumer: string;
  eventType: string | null;
  errorCode: string;
  /** Error of its newest dead letter. */
  error: string;
  /** Id of its newest dead letter. */
  sample: string;
  newestAt: Date;
}

export class DeadLetterQueries {
  /** Returns dead letters with an id above `after`, oldest first. */
  async page(
    tx: Transaction,
    filter: DeadLetterFilter,
    { after, limit }: { after: string; limit: number },
  ): Promise<DeadLetterEntry[]> {
    return tx.rows<DeadLetterEntry>(PAGE, [...valuesOf(filter), after, limit]);
  }

  /** Returns the groups, largest first. */
  async groups(tx: Transaction, filter: DeadLetterFilter, limit: number): Promise<DeadLetterGroup[]> {
    return tx.rows<DeadLetterGroup>(GROUPS, [...valuesOf(filter), limit]);
  }

  async find(tx: Transaction, id: string): Promise<DeadLetterDetails | null> {
    const [row] = await tx.rows<DeadLetterDetails>(FIND, [id]);
    return row ?? null;
  }

  /** Returns the ids of all matching dead letters, oldest first. */
  async ids(tx: Transaction, filter: DeadLetterFilter): Promise<string[]> {
    const rows = await tx.rows<{ id: string }>(IDS, valuesOf(filter));
    return rows.map(({ id }) => id);
  }

  /** Returns statuses by id. An id missing from the result does not exist. */
  async statuses(tx: Transaction, ids: readonly string[]): Promise<Map<string, DeadLetterStatus>> {
    const rows = await tx.rows<{ id: string; status: DeadLetterStatus }>(STATUSES, [ids]);
    return new Map(rows.map(({ id, status }) => [id, status]));
  }
}

const valuesOf = ({ tenantId, status, eventType, consumer, fingerprint }: DeadLetterFilter): unknown[] =>
  [tenantId, status, eventType, consumer, fingerprint].map((value) => value ?? null);

const MATCHING = `($1::varchar is null or tenant_id = $1) and ($2::varchar is null or status = $2)
      and ($3::varchar is null or event_type = $3) and ($4::varchar is null or consumer = $4)
      and ($5::varchar is null or fingerprint = $5)`;

const ENTRY_COLUMNS = `id, tenant_id as "tenantId", exception_id as "exceptionId", consumer, topic, partition, "offset",
  event_id as "eventId", event_type as "eventType", error_code as "errorCode", error, fingerprint, attempts, status,
  retries, resolved_by as "resolvedBy", resolved_at as "resolvedAt", note, created_at as "createdAt",
  updated_at as "updatedAt"`;

const PAGE: Statement = {
  name: 'dead_letter.page',
  text: `select ${ENTRY_COLUMNS} from dead_letter_event where ${MATCHING} and id > $6::bigint order by id limit $7`,
};

const GROUPS: Statement = {
  name: 'dead_letter.groups',
  text: `
    with grouped as (
      select fingerprint, count(*)::integer as entries, count(distinct tenant_id)::integer as tenants, max(id) as sample
      from dead_letter_event where ${MATCHING} group by fingerprint
    )
    select g.fingerprint, g.entries, g.tenants, g.sample, d.consumer, d.event_type as "eventType",
      d.error_code as "errorCode", d.error, d.created_at as "newestAt"
    from grouped g join dead_letter_event d on d.id = g.sample
    order by g.entries desc, g.sample desc
    limit $6`,
};

const FIND: Statement = {
  name: 'dead_letter.find',
  text: `
    select ${ENTRY_COLUMNS}, key, headers, payload, config_versions as "configVersions"
    from dead_letter_event where id = $1::bigint`,
};

const IDS: Statement = {
  name: 'dead_letter.ids',
  text: `select id from dead_letter_event where ${MATCHING} order by id`,
};

const STATUSES: Statement = {
  name: 'dead_letter.statuses',
  text: 'select id, status from dead_letter_event where id = any ($1::bigint[])',
};
