/** The read side of tool runs: single runs and pages, newest first. Locks nothing. */
import type { JsonObject, ToolExecutionStatus } from '@sentinai/contracts';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { LOOKED_THROUGH } from '../exceptions/exception.queries.ts';
import type { ExceptionKey } from '../exceptions/exception.repository.ts';
import type { ExecutionKey } from './tool-execution.repository.ts';

/** A tool run without its input and output, for lists. */
export interface ToolExecutionSummary extends ExecutionKey {
  exceptionId: string;
  /** Null when the tenant no longer had such a tool. */
  toolId: number | null;
  tool: string;
  toolVersion: number;
  /** Null for a run by hand. */
  stepOrder: number | null;
  status: ToolExecutionStatus;
  httpStatus: number | null;
  errorCode: string | null;
  error: string | null;
  attempts: number;
  /** `user:<subject>` or `playbook:<name>`. */
  requestedBy: string;
  requestedAt: Date;
  startedAt: Date | null;
  completedAt: Date | null;
}

export interface ToolExecution extends ToolExecutionSummary {
  arguments: JsonObject;
  output: JsonObject | null;
}

/** Absent: no condition. */
export interface ToolExecutionFilter {
  tools?: readonly string[] | undefined;
  statuses?: readonly ToolExecutionStatus[] | undefined;
  exceptionId?: string | undefined;
  requestedBy?: readonly string[] | undefined;
  /** Span of the request time, both ends included. */
  from?: Date | undefined;
  to?: Date | undefined;
}

/** A position in the list: the time of the request, in ISO-8601, and the id to distinguish runs of the same instant. */
export type ExecutionPosition = readonly [requestedAt: string, executionId: string];

export interface ExecutionPageQuery {
  tenantId: string;
  filter: ToolExecutionFilter;
  /** Runs per page, at least 1. */
  limit: number;
  /** Where the previous page ended; null for the first page. */
  after: ExecutionPosition | null;
}

export interface ExecutionPage {
  /** May be fewer than the limit, even none, although there is a next page: this one has then reached its bound. */
  items: ToolExecutionSummary[];
  /** Number of matches among the newest {@link LOOKED_THROUGH} runs of the filter's span. */
  total: number;
  totalIsExact: boolean;
  next: ExecutionPosition | null;
}

export class ToolExecutionQueries {
  /** Null when the tenant has no such run. */
  async find(tx: Transaction, { tenantId, executionId }: ExecutionKey): Promise<ToolExecution | null> {
    const [row] = await tx.rows<ToolExecution>(FIND, [tenantId, executionId]);
    return row ?? null;
  }

  /** Returns the newest runs of an exception, newest first. */
  async ofException(tx: Transaction, key: ExceptionKey, limit: number): Promise<ToolExecutionSummary[]> {
    return tx.rows<ToolExecutionSummary>(OF_EXCEPTION, [key.tenantId, key.exceptionId, limit]);
  }

  /** Returns a page at bounded cost: it examines at most {@link LOOKED_THROUGH} runs, whether they match or not. */
  async page(tx: Transaction, { tenantId, filter, limit, after }: ExecutionPageQuery): Promise<ExecutionPage> {
    const span = spanOf(tenantId, filter);
    const conditions = conditionsOf(filter);
    const [counted] = await tx.rows<{ total: number; looked: number }>(COUNT, [...span, null, null, ...conditions]);
    const { total = 0, looked = 0 } = counted ?? {};
    const totalIsExact = looked <= LOOKED_THROUGH;
    const place = [...span, ...(after ?? [null, null])];
    const rows = await tx.rows<ToolExecutionSummary>(PAGE, [...place, ...conditions, limit + 1]);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : totalIsExact ? undefined : await this.lookedAt(tx, place);
    return { items, total, totalIsExact, next: last ? positionOf(last) : null };
  }

  /** The last run that a page examined, when there may be more after it. */
  private async lookedAt(tx: Transaction, place: readonly unknown[]): Promise<PlacedExecution | undefined> {
    const [last] = await tx.rows<PlacedExecution>(LAST_LOOKED_AT, place);
    return last;
  }
}

const spanOf = (tenantId: string, { exceptionId, from, to }: ToolExecutionFilter): unknown[] => [
  tenantId,
  exceptionId ?? null,
  from?.toISOString() ?? null,
  to?.toISOString() ?? null,
];

const conditionsOf = ({ tools, statuses, requestedBy }: ToolExecutionFilter): unknown[] => [
  tools ?? null,
  statuses ?? null,
  requestedBy ?? null,
];

type PlacedExecution = Pick<ToolExecutionSummary, 'requestedAt' | 'executionId'>;

const positionOf = ({ requestedAt, executionId }: PlacedExecution): ExecutionPosition => [
  requestedAt.toISOString(),
  executionId,
];

const SUMMARY = `
  e.tenant_id as "tenantId", e.execution_id as "executionId", e.exception_id as "exceptionId", e.tool_id as "toolId", e.tool,
  e.tool_version as "toolVersion", e.step_order as "stepOrder", e.status, e.http_status as "httpStatus",
  e.error_code as "errorCode", e.error, e.attempts, e.requested_by as "requestedBy", e.requested_at as "requestedAt",
  e.started_at as "startedAt", e.completed_at as "completedAt"`;

const FIND: Statement = {
  name: 'tool_execution.find',
  text: `
    select ${SUMMARY}, e.arguments, e.output from tool_execution e
    where e.tenant_id = $1 and e.execution_id = $2`,
};

const OF_EXCEPTION: Statement = {
  name: 'tool_execution.of_exception',
  plannedAnew: true,
  text: `
    select ${SUMMARY} from tool_execution e
    where e.tenant_id = $1 and e.exception_id = $2
    order by e.requested_at desc, e.execution_id desc
    limit $3`,
};

/** Newest first. */
const looked = (most: number): string => `
  select * from tool_execution
  where tenant_id = $1 and ($2::varchar is null or exception_id = $2)
    and ($3::timestamptz is null or requested_at >= $3) and ($4::timestamptz is null or requested_at <= $4)
    and ($5::timestamptz is null or (requested_at, execution_id) < ($5, $6::uuid))
  order by requested_at desc, execution_id desc
  limit ${most}`;

const MATCHES = `
  ($7::varchar[] is null or e.tool = any ($7)) and ($8::varchar[] is null or e.status = any ($8))
  and ($9::varchar[] is null or e.requested_by = any ($9))`;

/** One row beyond the bound shows whether these are all. */
const COUNT: Statement = {
  name: 'tool_execution.count',
  plannedAnew: true,
  text: `
    select count(*)::integer as looked, (count(*) filter (where ${MATCHES}))::integer as total
    from (${looked(LOOKED_THROUGH + 1)}) e`,
};

const PAGE: Statement = {
  name: 'tool_execution.page',
  plannedAnew: true,
  text: `
    select ${SUMMARY} from (${looked(LOOKED_THROUGH)}) e where ${MATCHES}
    order by e.requested_at desc, e.execution_id desc limit $10`,
};

const LAST_LOOKED_AT: Statement = {
  name: 'tool_execution.last_looked_at',
  plannedAnew: true,
  text: `
    select e.requested_at as "requestedAt", e.execution_id as "executionId" from (${looked(LOOKED_THROUGH)}) e
    offset ${LOOKED_THROUGH - 1}`,
};
