import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import {
  type BulkJob,
  type BulkJobItem,
  BulkJobRepository,
  ExceptionQueries,
  InboxRepository,
  TenantRequests,
  type Transaction,
} from '@sentinai/persistence';
import { type PageQuery, ProblemException } from '@sentinai/service-kit';
import { toFilter } from '../exceptions/exceptions.convert.ts';
import { ListExceptionsQuery } from '../exceptions/exceptions.dto.ts';
import { decodeCursor, encodeCursor } from '../paging/cursor.ts';
import { isUuid } from '../paging/uuid.ts';
import { TenantLookup } from '../reads/tenant.lookup.ts';
import { requireListQuery } from '../views/view-query.ts';
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

const NEWEST_JOBS = 100;

/** Of the events that record commands to cases. */
const CONSUMER = 'playbook';

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

  /** @throws ProblemException `invalid_request`, also when the filter leaves too many; `unknown_tenant` */
  async create(tenantId: string, subject: string, body: BulkJobBody): Promise<BulkJobAnswer> {
    const { command, ...args } = orderOf(body);
    if (body.filter) requireListQuery(body.filter, 'filter');
    const stored = await this.requests.run(tenantId, async (tx) => {
      await this.tenants.requireTenant(tx, tenantId);
      const job = { tenantId, jobId: randomUUID(), command, arguments: args, filter: body.filter ?? null };
      const ids = await this.exceptionsOf(tx, tenantId, body);
      return this.jobs.insert(tx, { ...job, createdBy: subject, createdAt: new Date() }, ids);
    });
    this.runner.kick();
    return toJob(stored);
  }

  async list(tenantId: string): Promise<BulkJobList> {
    return this.requests.run(tenantId, async (tx) => {
      const jobs = await this.jobs.newest(tx, tenantId, NEWEST_JOBS);
      if (jobs.length === 0) await this.tenants.requireTenant(tx, tenantId);
      return { items: jobs.map(toJob) };
    });
  }

  /** @throws ProblemException `not_found` */
  async show(tenantId: string, jobId: string): Promise<BulkJobAnswer> {
    return this.requests.run(tenantId, async (tx) => toJob(await this.find(tx, tenantId, jobId)));
  }

  /** @throws ProblemException `not_found`; `invalid_request` when the cursor is none, or of another job */
  async items(tenantId: string, jobId: string, query: PageQuery): Promise<BulkJobItemList> {
    const identity = ['bulk-job', tenantId, jobId];
    const after = query.cursor === undefined ? 0 : decodeCursor(query.cursor, identity, isPlace);
    return this.requests.run(tenantId, async (tx) => {
      const job = await this.find(tx, tenantId, jobId);
      const found = await this.jobs.items(tx, job, after, query.limit + 1);
      const page = found.slice(0, query.limit);
      const processed = await this.inbox.processed(tx, CONSUMER, page.flatMap(commandOf));
      const last = found.length > query.limit ? page.at(-1) : undefined;
      return {
        items: page.map((item) => toJobItem(job, item, processed)),
        next_cursor: last ? encodeCursor(identity, last.place) : null,
        total: job.items,
      };
    });
  }

  /** @throws ProblemException `not_found`; `conflict` when the job has ended */
  async cancel(tenantId: string, jobId: string, subject: string): Promise<BulkJobAnswer> {
    return this.requests.run(tenantId, async (tx) => {
      const { status } = await this.find(tx, tenantId, jobId);
      const cancelled = await this.jobs.cancel(tx, { tenantId, jobId }, subject, new Date());
      if (!cancelled) throw new ProblemException('conflict', `The job has ended: it is ${status}.`);
      return toJob(cancelled);
    });
  }

  private async exceptionsOf(tx: Transaction, tenantId: string, body: BulkJobBody): Promise<string[]> {
    if (!body.filter) return [...new Set(body.exception_ids)];
    const filter = toFilter(plainToInstance(ListExceptionsQuery, body.filter));
    const ids = await this.exceptions.ids(tx, tenantId, filter, MOST_ITEMS + 1);
    if (ids.length <= MOST_ITEMS) return ids;
    const message = `leaves more than ${MOST_ITEMS} exceptions`;
    throw new ProblemException('invalid_request', `The filter ${message}.`, { errors: [{ path: 'filter', message }] });
  }

  private async find(tx: Transaction, tenantId: string, jobId: string): Promise<BulkJob> {
    const job = isUuid(jobId) ? await this.jobs.find(tx, { tenantId, jobId }) : null;
    if (job) return job;
    await this.tenants.requireTenant(tx, tenantId);
    throw new ProblemException('not_found', 'The tenant has no job with this id.');
  }
}

const commandOf = ({ commandId, commandTime }: BulkJobItem) =>
  commandId && commandTime ? [{ id: commandId, time: commandTime }] : [];

const isPlace = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) <= MOST_ITEMS;
