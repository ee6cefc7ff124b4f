import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Redactor } from '@sentinai/domain';
import { plainToInstance } from 'class-transformer';
import { sameJson } from '@sentinai/contracts';
import { ExceptionQueries, InboxRepository, TenantRequests, type Transaction } from '@sentinai/persistence';
import {
  assertPermitted,
  type CommandTarget,
  invalidField,
  isMoment,
  isPositiveInteger,
  isUuid,
  type Moment,
  PagedList,
  type PageQuery,
  type Principal,
  ProblemException,
} from '@sentinai/service-kit';
import { v5 as uuidv5 } from 'uuid';
import { definitionOf, isRedecision } from '../commands/ordered-command.ts';
import { toFilter } from '../exceptions/exceptions.convert.ts';
import { ListExceptionsQuery } from '../exceptions/exceptions.dto.ts';
import { TenantLookup } from '../lookups/tenant.lookup.ts';
import { requireListQuery } from '../views/view-query.ts';
import { type BulkJob, type BulkJobItem, BulkJobRepository } from './bulk-job.repository.ts';
import { BulkJobRunner } from './bulk-job.runner.ts';
import { toJob, toJobItem } from './bulk-jobs.convert.ts';
import {
  type BulkJobAnswer,
  type BulkJobBody,
  type BulkJobItemList,
  type BulkJobList,
  MOST_ITEMS,
} from './bulk-jobs.dto.ts';
import { orderOf } from './bulk-order.ts';

/** UUID namespace of job ids derived from idempotency keys. */
const KEYED = '5d0b5a1e-3c0f-4f0e-8d38-3f7c6f3a9b21';

/** Parts of a job that define its command and its target. */
type AskedJob = Pick<BulkJob, 'command' | 'arguments' | 'filter'>;

/** Caller who creates a job. */
interface Orderer extends Pick<CommandTarget, 'tenantId' | 'idempotencyKey'> {
  user: Principal;
}

@Injectable()
export class BulkJobsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly jobs: BulkJobRepository,
    private readonly exceptions: ExceptionQueries,
    private readonly inbox: InboxRepository,
    private readonly tenants: TenantLookup,
    private readonly runner: BulkJobRunner,
  ) {}

  /**
   * @throws ProblemException `forbidden` when the user may not redecide exceptions in bulk; `invalid_request`, also when the filter matches
   *   too many; `unknown_tenant`; `idempotency_conflict`
   */
  async create({ tenantId, user, idempotencyKey }: Orderer, body: BulkJobBody): Promise<BulkJobAnswer> {
    const { command, ...args } = orderOf(body);
    if (isRedecision(command)) assertPermitted(user, 'cases.redecide');
    if (body.filter) requireListQuery(body.filter, 'filter');
    const jobId =
      idempotencyKey === undefined ? randomUUID() : uuidv5(JSON.stringify([tenantId, idempotencyKey]), KEYED);
    const stored = await this.requests.run(tenantId, async (tx) => {
      await this.tenants.requireTenant(tx, tenantId);
      const asked = { command, arguments: args, filter: body.filter ?? null };
      const job = { tenantId, jobId, ...withoutPersonalData(asked, await this.tenants.redactor(tx, tenantId)) };
      const known = idempotencyKey === undefined ? null : await this.jobs.find(tx, job);
      if (known) return this.requireSame(tx, known, job, body);
      const ids = await this.exceptionsOf(tx, tenantId, body);
      const made = await this.jobs.insert(tx, { ...job, createdBy: user.subject, createdAt: new Date() }, ids);
      if (made) await this.runner.record(tx, user.subject, { action: 'bulk_job.created', job: made });
      // A concurrent identical request was first.
      return made ?? this.requireSame(tx, await this.find(tx, tenantId, jobId), job, body);
    });
    this.runner.kick();
    return toJob(stored);
  }

  /** @throws ProblemException `unknown_tenant`; `invalid_request` when the cursor is invalid, or of another list */
  async list(tenantId: string, query: PageQuery): Promise<BulkJobList> {
    const list = new PagedList(['bulk-jobs', tenantId], isMoment);
    const after = list.startOf(query);
    return this.requests.run(tenantId, async (tx) => {
      const found = await this.jobs.list(tx, tenantId, { limit: query.limit + 1, after });
      const total = await this.jobs.count(tx, tenantId);
      if (total === 0) await this.tenants.requireTenant(tx, tenantId);
      return { ...list.page(found, query, { toItem: toJob, positionOf: momentOf }), total };
    });
  }

  /** @throws ProblemException `not_found` */
  async show(tenantId: string, jobId: string): Promise<BulkJobAnswer> {
    return this.requests.run(tenantId, async (tx) => toJob(await this.find(tx, tenantId, jobId)));
  }

  /** @throws ProblemException `not_found`; `invalid_request` when the cursor is invalid, or of another job */
  async items(tenantId: string, jobId: string, query: PageQuery): Promise<BulkJobItemList> {
    const list = new PagedList(['bulk-job', tenantId, jobId], isPlace);
    const after = list.startOf(query) ?? 0;
    return this.requests.run(tenantId, async (tx) => {
      const job = await this.find(tx, tenantId, jobId);
      const found = await this.jobs.items(tx, job, after, query.limit + 1);
      const [consumer = ''] = definitionOf(job.command).consumedBy;
      const processed = await this.inbox.processed(tx, consumer, found.slice(0, query.limit).flatMap(commandOf));
      const toItem = (item: BulkJobItem) => toJobItem(job, item, processed);
      return { ...list.page(found, query, { toItem, positionOf: ({ place }) => place }), total: job.items };
    });
  }

  /** @throws ProblemException `not_found`; `conflict` when the job has ended */
  async cancel(tenantId: string, jobId: string, subject: string): Promise<BulkJobAnswer> {
    return this.requests.run(tenantId, async (tx) => {
      const { status } = await this.find(tx, tenantId, jobId);
      const cancelled = await this.jobs.cancel(tx, { tenantId, jobId }, subject, new Date());
      if (!cancelled) throw new ProblemException('conflict', `The job has ended: it is ${status}.`);
      await this.runner.record(tx, subject, { action: 'bulk_job.cancelled', job: cancelled });
      return toJob(cancelled);
    });
  }

  private async exceptionsOf(tx: Transaction, tenantId: string, body: BulkJobBody): Promise<string[]> {
    if (!body.filter) return namedOnce(body);
    const filter = toFilter(plainToInstance(ListExceptionsQuery, body.filter));
    const ids = await this.exceptions.ids(tx, tenantId, filter, MOST_ITEMS + 1);
    if (ids.length <= MOST_ITEMS) return ids;
    throw invalidField('filter', `matches more than ${MOST_ITEMS} exceptions`, 'The filter');
  }

  /** A repeated key returns the first job, so the request must be the same. */
  private async requireSame(tx: Transaction, known: BulkJob, asked: AskedJob, body: BulkJobBody): Promise<BulkJob> {
    const named = body.filter ? null : namedOnce(body);
    const told = named && (await this.jobs.exceptionIds(tx, known));
    if (sameJson([...askedOf(known), told], [...askedOf(asked), named])) return known;
    throw new ProblemException('idempotency_conflict', 'The Idempotency-Key was already used for another job.');
  }

  private async find(tx: Transaction, tenantId: string, jobId: string): Promise<BulkJob> {
    const job = isUuid(jobId) ? await this.jobs.find(tx, { tenantId, jobId }) : null;
    if (job) return job;
    await this.tenants.requireTenant(tx, tenantId);
    throw new ProblemException('not_found', 'The tenant has no job with this id.');
  }
}

/** Redacts the filter's free text only: its other values are compared with stored ones. */
const withoutPersonalData = ({ command, arguments: args, filter }: AskedJob, redactor: Redactor): AskedJob => ({
  command,
  arguments: { ...args, note: redactor.field('note', args.note) },
  filter: filter && 'q' in filter ? { ...filter, q: redactor.field('q', filter.q) } : filter,
});

const commandOf = ({ commandId, commandTime }: BulkJobItem) =>
  commandId && commandTime ? [{ id: commandId, time: commandTime }] : [];

const momentOf = ({ createdAt, jobId }: BulkJob): Moment => [createdAt.toISOString(), jobId];

const isPlace = (value: unknown): value is number => isPositiveInteger(value) && value <= MOST_ITEMS;

const askedOf = ({ command, arguments: args, filter }: AskedJob): unknown[] => [command, args, filter];

const namedOnce = ({ exception_ids }: BulkJobBody): string[] => [...new Set(exception_ids)];
