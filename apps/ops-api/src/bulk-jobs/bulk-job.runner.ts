/**
 * Runs bulk jobs, in this process and in any number of others. A turn leases a job, submits the command to some of its exceptions, stores
 * the results and releases the lease. If a process dies, another one takes the job over when the lease expires. Repeating an item returns
 * the first result, since the command's idempotency key is derived from the item's position in the job.
 */
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { TenantTransactions, type Transaction } from '@sentinai/persistence';
import { AuditRecorder, type CommandOutcome } from '@sentinai/messaging';
import { actorOf, noSuchException, ProblemException } from '@sentinai/service-kit';
import { CaseCommandsService } from '../commands/case-commands.service.ts';
import type { OrderedCommand } from '../commands/ordered-command.ts';
import { type BulkItemResult, type BulkJob, type BulkJobItem, BulkJobRepository } from './bulk-job.repository.ts';

const LOOK_MS = 1_000;
const ITEMS_OF_A_TURN = 500;
/** Duration of a lease: far longer than a turn, and the time after which the job of a dead process is taken over. */
const CLAIM_MS = 10_000;

@Injectable()
export class BulkJobRunner implements OnApplicationShutdown {
  private readonly log = new Logger(BulkJobRunner.name);
  private readonly timer = setInterval(() => this.kick(), LOOK_MS);
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly transactions: TenantTransactions,
    private readonly jobs: BulkJobRepository,
    private readonly commands: CaseCommandsService,
    private readonly audit: AuditRecorder,
  ) {}

  /** Records a person's act on the job itself; each command of it has a record of its own. */
  async record(tx: Transaction, subject: string, { action, job }: { action: string; job: BulkJob }): Promise<void> {
    const { tenantId, jobId: subjectId, command, arguments: args, filter, items, status } = job;
    const after = { command, arguments: args, filter, items, status };
    const act = { action, subjectType: 'bulk_job', subjectId, after };
    await this.audit.record(tx, { tenantId, actor: actorOf({ subject }), ...act });
  }

  /** Wakes the runner up, because there may be work. Returns at once. */
  kick(): void {
    if (this.stopping) return;
    this.running ??= this.work().finally(() => (this.running = undefined));
  }

  /** Finishes the current turn and releases the job. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.running;
  }

  private async work(): Promise<void> {
    try {
      while (!this.stopping && (await this.turn()));
    } catch (error) {
      this.log.warn(`Bulk jobs are delayed: ${(error as Error).message}`);
    }
  }

  /** Runs one turn. Returns false when no job waits, or none can be worked on at the moment. */
  private async turn(): Promise<boolean> {
    const now = new Date();
    const claimed = await this.transactions.runForDue(
      (tx) => this.jobs.tenantsInTurn(tx, now),
      async (tx) => {
        const job = await this.jobs.claim(tx, now, new Date(now.getTime() + CLAIM_MS));
        return job && { job, items: await this.jobs.pendingItems(tx, job, ITEMS_OF_A_TURN) };
      },
    );
    if (!claimed) return false;
    const { job, items } = claimed;
    const results = await this.tell(job, items);
    await this.transactions.run([job.tenantId], (tx) => this.jobs.record(tx, job, results, new Date()));
    return results.length === items.length;
  }

  /** Submits the command to the items. Returns no results when they are not available at the moment and the items must be retried. */
  private async tell(job: BulkJob, items: readonly BulkJobItem[]): Promise<BulkItemResult[]> {
    try {
      const targets = items.map(({ exceptionId, place }) => ({
        exceptionId,
        idempotencyKey: `bulk:${job.jobId}:${place}`,
      }));
      const ordered = { command: job.command, ...job.arguments } as OrderedCommand;
      const sender = { actorId: job.createdBy, bulkJobId: job.jobId };
      const outcomes = await this.commands.submitAll(job.tenantId, targets, sender, ordered);
      return items.map(({ place }, index) => toResult(place, outcomes[index] ?? null));
    } catch (error) {
      if (error instanceof ProblemException && error.code === 'unavailable') return [];
      if (items.length > 1) return this.tellApart(job, items);
      this.log.error({ err: error }, `Item ${items[0]?.place} of job ${job.jobId} failed`);
      return items.map(({ place }) => ({ ...nothing(place), ...FAILED }));
    }
  }

  /** Submits the items one by one after their batch failed, so that one faulty item does not affect the others. */
  private async tellApart(job: BulkJob, items: readonly BulkJobItem[]): Promise<BulkItemResult[]> {
    const results: BulkItemResult[] = [];
    for (const item of items) {
      const result = this.stopping ? [] : await this.tell(job, [item]);
      if (result.length === 0) break;
      results.push(...result);
    }
    return results;
  }
}

const FAILED = { status: 'failed', errorCode: 'internal', detail: 'Internal error.' } as const;

const nothing = (place: number) => ({ place, commandId: null, commandTime: null, errorCode: null, detail: null });

function toResult(place: number, outcome: CommandOutcome): BulkItemResult {
  const answer = outcome ?? noSuchException();
  if (answer instanceof ProblemException) {
    return { ...nothing(place), status: 'refused', errorCode: answer.code, detail: answer.detail };
  }
  return { ...nothing(place), status: 'accepted', commandId: answer.eventId, commandTime: answer.createdAt };
}
