/**
 * Works on jobs, in this process and in as many others as there are: a job is taken for a while, some of its exceptions are told, their
 * results are written, and it is given back for the next turn. What a process that died had in hand is taken up when its while is over;
 * an exception that was told already answers as it did then, since the command goes by the item's place in the job.
 */
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  type BulkItemResult,
  type BulkJob,
  type BulkJobItem,
  BulkJobRepository,
  TenantTransactions,
} from '@sentinai/persistence';
import type { CommandOutcome } from '@sentinai/messaging';
import { ProblemException } from '@sentinai/service-kit';
import { CaseCommandsService } from '../commands/case-commands.service.ts';
import type { OrderedCommand } from '../commands/ordered-command.ts';
import { noSuchException } from '../reads/exception.lookup.ts';

const LOOK_MS = 1_000;
const ITEMS_OF_A_TURN = 500;
/** Far longer than a turn takes; and as long as a job whose process has died waits to be taken up. */
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
  ) {}

  /** Says that there may be something to do. Returns at once. */
  kick(): void {
    if (this.stopping) return;
    this.running ??= this.work().finally(() => (this.running = undefined));
  }

  /** Ends with the exceptions in hand, and gives the job back. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    await this.running;
  }

  private async work(): Promise<void> {
    try {
      while (!this.stopping && (await this.turn()));
    } catch (error) {
      this.log.warn(`Jobs wait: ${(error as Error).message}`);
    }
  }

  /** False when no job waits, or none can be worked on at the moment. */
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

  /** None when it cannot be said at the moment, and is to be tried again. */
  private async tell(job: BulkJob, items: readonly BulkJobItem[]): Promise<BulkItemResult[]> {
    try {
      const targets = items.map(({ exceptionId, place }) => ({
        exceptionId,
        idempotencyKey: `bulk:${job.jobId}:${place}`,
      }));
      const ordered = { command: job.command, ...job.arguments } as OrderedCommand;
      const outcomes = await this.commands.submitAll(job.tenantId, targets, job.createdBy, ordered);
      return items.map(({ place }, index) => toResult(place, outcomes[index] ?? null));
    } catch (error) {
      if (error instanceof ProblemException && error.code === 'unavailable') return [];
      if (items.length > 1) return this.tellApart(job, items);
      this.log.error({ err: error }, `Item ${items[0]?.place} of job ${job.jobId} failed`);
      return items.map(({ place }) => ({ ...nothing(place), ...FAILED }));
    }
  }

  /** One of them is at fault: the others are told without it. */
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

const FAILED = { status: 'failed', errorCode: 'internal', detail: 'Something went wrong on our side.' } as const;

const nothing = (place: number) => ({ place, commandId: null, commandTime: null, errorCode: null, detail: null });

function toResult(place: number, outcome: CommandOutcome): BulkItemResult {
  const answer = outcome ?? noSuchException();
  if (answer instanceof ProblemException) {
    return { ...nothing(place), status: 'refused', errorCode: answer.code, detail: answer.detail };
  }
  return { ...nothing(place), status: 'accepted', commandId: answer.eventId, commandTime: answer.createdAt };
}
