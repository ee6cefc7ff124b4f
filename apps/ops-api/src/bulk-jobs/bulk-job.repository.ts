/** Bulk jobs: one command for many exceptions. Jobs are claimed in turn; each item records its result. */
import type { ErrorCode, JsonObject } from '@sentinai/contracts';
import type { Statement, Transaction } from '@sentinai/persistence';

export type BulkJobStatus = 'pending' | 'running' | 'completed' | 'cancelled';

export interface BulkJob {
  tenantId: string;
  jobId: string;
  /** The command sent to each exception. */
  command: string;
  arguments: JsonObject;
  /** The filter as requested; null when the request listed ids. */
  filter: JsonObject | null;
  status: BulkJobStatus;
  createdBy: string;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  cancelledBy: string | null;
  items: number;
  /** Number of items that have a result. */
  done: number;
  accepted: number;
}

export type NewBulkJob = Pick<
  BulkJob,
  'tenantId' | 'jobId' | 'command' | 'arguments' | 'filter' | 'createdBy' | 'createdAt'
>;

/** `refused`: the exception does not accept the command. `failed`: a fault on our side. */
export type BulkItemStatus = 'pending' | 'accepted' | 'refused' | 'failed';

export interface BulkJobItem {
  /** Position in the job, from 1. */
  place: number;
  exceptionId: string;
  status: BulkItemStatus;
  commandId: string | null;
  commandTime: Date | null;
  errorCode: ErrorCode | null;
  detail: string | null;
}

export type BulkItemResult = Omit<BulkJobItem, 'exceptionId'>;

/** A cursor in the list of jobs: a job's creation time in ISO 8601, and its id as the tie-breaker. */
export type BulkJobPosition = readonly [createdAt: string, jobId: string];

export interface BulkJobPage {
  limit: number;
  /** End of the previous page; null for the first page. */
  after: BulkJobPosition | null;
}

type JobKey = Pick<BulkJob, 'tenantId' | 'jobId'>;

export class BulkJobRepository {
  /** Stores a job; one without items is completed at once. Returns null and stores nothing when the id is taken. */
  async insert(tx: Transaction, job: NewBulkJob, exceptionIds: readonly string[]): Promise<BulkJob | null> {
    const [stored] = await tx.rows<BulkJob>(INSERT, [
      job.tenantId,
      job.jobId,
      job.command,
      JSON.stringify(job.arguments),
      job.filter && JSON.stringify(job.filter),
      job.createdBy,
      job.createdAt.toISOString(),
      exceptionIds.length,
    ]);
    if (!stored) return null;
    await tx.run(INSERT_ITEMS, [job.tenantId, job.jobId, exceptionIds]);
    return stored;
  }

  async find(tx: Transaction, { tenantId, jobId }: JobKey): Promise<BulkJob | null> {
    const [job] = await tx.rows<BulkJob>(FIND, [tenantId, jobId]);
    return job ?? null;
  }

  /** Returns the jobs after a cursor, newest first. */
  async list(tx: Transaction, tenantId: string, { limit, after }: BulkJobPage): Promise<BulkJob[]> {
    return tx.rows<BulkJob>(LIST, [tenantId, ...(after ?? [null, null]), limit]);
  }

  async count(tx: Transaction, tenantId: string): Promise<number> {
    const [row] = await tx.rows<{ count: number }>(COUNT, [tenantId]);
    return row?.count ?? 0;
  }

  /** Returns the job's exception ids in the order of the request. */
  async exceptionIds(tx: Transaction, { tenantId, jobId }: JobKey): Promise<string[]> {
    const rows = await tx.rows<{ exceptionId: string }>(EXCEPTION_IDS, [tenantId, jobId]);
    return rows.map(({ exceptionId }) => exceptionId);
  }

  /** Returns the items after a position, in order. */
  async items(tx: Transaction, { tenantId, jobId }: JobKey, after: number, limit: number): Promise<BulkJobItem[]> {
    return tx.rows<BulkJobItem>(ITEMS, [tenantId, jobId, after, limit]);
  }

  /** Returns the tenant of the job that has waited longest for its turn, and locks that job; empty when no job waits. Reads across tenants. */
  async tenantsInTurn(tx: Transaction, now: Date): Promise<string[]> {
    const rows = await tx.rows<{ tenant_id: string }>(TENANTS_IN_TURN, [now.toISOString()]);
    return rows.map((row) => row.tenant_id);
  }

  /** Claims the job of the transaction's tenants that has waited longest. Skips tenants that are not active. Null when no job waits. */
  async claim(tx: Transaction, now: Date, until: Date): Promise<BulkJob | null> {
    const [job] = await tx.rows<BulkJob>(CLAIM, [now.toISOString(), until.toISOString()]);
    return job ?? null;
  }

  async pendingItems(tx: Transaction, { tenantId, jobId }: JobKey, limit: number): Promise<BulkJobItem[]> {
    return tx.rows<BulkJobItem>(PENDING_ITEMS, [tenantId, jobId, limit]);
  }

  /** Writes results and releases the claim. A result that another process has already written is kept. */
  async record(tx: Transaction, job: JobKey, results: readonly BulkItemResult[], now: Date): Promise<void> {
    await tx.run(RECORD, [
      job.tenantId,
      job.jobId,
      results.map(({ place }) => place),
      results.map(({ status }) => status),
      results.map(({ commandId }) => commandId),
      results.map(({ commandTime }) => commandTime?.toISOString() ?? null),
      results.map(({ errorCode }) => errorCode),
      results.map(({ detail }) => detail),
      now.toISOString(),
    ]);
  }

  /** Cancels the job. Null when it has already ended or does not exist. */
  async cancel(tx: Transaction, { tenantId, jobId }: JobKey, by: string, now: Date): Promise<BulkJob | null> {
    const [job] = await tx.rows<BulkJob>(CANCEL, [tenantId, jobId, by, now.toISOString()]);
    return job ?? null;
  }
}

const JOB = `tenant_id as "tenantId", job_id as "jobId", command, arguments, filter, status, created_by as "createdBy",
  created_at as "createdAt", started_at as "startedAt", ended_at as "endedAt", cancelled_by as "cancelledBy", items, done, accepted`;

const ITEM = `place, exception_id as "exceptionId", status, command_id as "commandId", command_time as "commandTime",
  error_code as "errorCode", detail`;

const INSERT: Statement = {
  name: 'bulk_job.insert',
  text: `
    insert into bulk_job (tenant_id, job_id, command, arguments, filter, created_by, created_at, items, status, ended_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, case $8::integer when 0 then 'completed' else 'pending' end,
      case $8::integer when 0 then $7::timestamptz end)
    on conflict do nothing
    returning ${JOB}`,
};

const INSERT_ITEMS: Statement = {
  name: 'bulk_job.insert_items',
  text: `
    insert into bulk_job_item (tenant_id, job_id, exception_id, place)
    select $1, $2, * from unnest($3::varchar[]) with ordinality`,
};

const FIND: Statement = {
  name: 'bulk_job.find',
  text: `select ${JOB} from bulk_job where tenant_id = $1 and job_id = $2`,
};

const LIST: Statement = {
  name: 'bulk_job.list',
  text: `
    select ${JOB} from bulk_job
    where tenant_id = $1 and ($2::timestamptz is null or (created_at, job_id) < ($2, $3::uuid))
    order by created_at desc, job_id desc limit $4`,
};

const COUNT: Statement = {
  name: 'bulk_job.count',
  text: 'select count(*)::integer as count from bulk_job where tenant_id = $1',
};

const EXCEPTION_IDS: Statement = {
  name: 'bulk_job.exception_ids',
  text: `
    select exception_id as "exceptionId" from bulk_job_item
    where tenant_id = $1 and job_id = $2 order by place`,
};

const ITEMS: Statement = {
  name: 'bulk_job.items',
  text: `select ${ITEM} from bulk_job_item where tenant_id = $1 and job_id = $2 and place > $3 order by place limit $4`,
};

const TENANTS_IN_TURN: Statement = {
  name: 'bulk_job.tenants_in_turn',
  text: 'select tenants_with_open_jobs($1) as tenant_id',
};

const CLAIM: Statement = {
  name: 'bulk_job.claim',
  text: `
    update bulk_job
    set claimed_until = $2, worked_at = $1, status = 'running', started_at = coalesce(started_at, $1)
    where (tenant_id, job_id) in (
      select j.tenant_id, j.job_id from bulk_job j
      join tenant t on t.tenant_id = j.tenant_id and t.status = 'active'
      where j.status in ('pending', 'running') and (j.claimed_until is null or j.claimed_until < $1::timestamptz)
      order by j.worked_at nulls first
      limit 1
      for update of j skip locked
    )
    returning ${JOB}`,
};

const PENDING_ITEMS: Statement = {
  name: 'bulk_job.pending_items',
  text: `
    select ${ITEM} from bulk_job_item
    where tenant_id = $1 and job_id = $2 and status = 'pending' order by place limit $3`,
};

const RECORD: Statement = {
  name: 'bulk_job.record',
  text: `
    with recorded as (
      update bulk_job_item i
      set status = r.status, command_id = r.command_id, command_time = r.command_time, error_code = r.error_code,
        detail = r.detail
      from unnest($3::integer[], $4::varchar[], $5::uuid[], $6::timestamptz[], $7::varchar[], $8::text[])
        as r(place, status, command_id, command_time, error_code, detail)
      where i.tenant_id = $1 and i.job_id = $2 and i.place = r.place and i.status = 'pending'
      returning i.status
    ),
    counts as (
      select count(*)::integer as done, (count(*) filter (where status = 'accepted'))::integer as accepted from recorded
    )
    update bulk_job j
    set done = j.done + counts.done, accepted = j.accepted + counts.accepted, claimed_until = null,
      status = case when j.status = 'running' and j.done + counts.done = j.items then 'completed' else j.status end,
      ended_at = case when j.status = 'running' and j.done + counts.done = j.items then $9::timestamptz else j.ended_at end
    from counts
    where j.tenant_id = $1 and j.job_id = $2`,
};

const CANCEL: Statement = {
  name: 'bulk_job.cancel',
  text: `
    update bulk_job set status = 'cancelled', cancelled_by = $3, ended_at = $4
    where tenant_id = $1 and job_id = $2 and status in ('pending', 'running')
    returning ${JOB}`,
};
