/** What a batch reads from the database and writes to it: a handful of set-based statements. */
import { Injectable } from '@nestjs/common';
import type { ExceptionRecord, Playbook, TenantConfig } from '@sentinai/domain';
import {
  DeadLetterRepository,
  EventLogRepository,
  ExceptionRepository,
  InboxRepository,
  type ProcessedEvent,
  type StoredEvent,
  TenantConfigStore,
  type Transaction,
  exceptionKey,
} from '@sentinai/persistence';
import { RetryableError } from '../errors.ts';
import type { CaseBatch } from './case-batch.ts';
import type { DecodedBatch } from './received-batch.ts';

/** What was loaded for a batch. The cases are locked until the transaction ends. */
export interface LoadedBatch {
  cases: Map<string, ExceptionRecord>;
  processed: Map<string, ProcessedEvent>;
  tenants: Map<string, TenantConfig>;
  /** Playbooks the cases run at a version that is no longer in force. */
  playbooks: Map<number, Playbook>;
}

@Injectable()
export class CaseStore {
  constructor(
    private readonly exceptions: ExceptionRepository,
    private readonly events: EventLogRepository,
    private readonly inbox: InboxRepository,
    private readonly deadLetters: DeadLetterRepository,
    private readonly configs: TenantConfigStore,
  ) {}

  /**
   * Locks the cases first and asks the inbox afterwards: a copy of this worker that has the same events waits for the
   * lock, and then sees them as processed.
   */
  async load(tx: Transaction, consumer: string, { received, tenants: tenantIds }: DecodedBatch): Promise<LoadedBatch> {
    const events = received.map(({ event }) => event);
    const keys = [...new Map(events.map((event) => [exceptionKey(event), event])).values()];
    const cases = await this.exceptions.lock(tx, keys);
    const processed = await this.inbox.processed(
      tx,
      consumer,
      events.map((event) => ({ id: event.id, time: new Date(event.time) })),
    );
    const tenants = await this.configs.forTenants(tx, tenantIds);
    const playbooks = await this.configs.playbooksById(tx, runningPlaybooks(cases.values()));
    return { cases, processed, tenants, playbooks };
  }

  /** Events that earlier runs of these decisions stored, to be published again. */
  async storedDecisions(tx: Transaction, processed: Iterable<ProcessedEvent>): Promise<StoredEvent[]> {
    const ranges = [...processed].flatMap(({ tenantId, exceptionId, firstSequence, lastSequence, processedAt }) =>
      firstSequence === null || lastSequence === null
        ? []
        : [{ tenantId, exceptionId, firstSequence, lastSequence, createdAt: processedAt }],
    );
    return this.events.ranges(tx, ranges);
  }

  /** @throws RetryableError when somebody else stored one of the batch's new cases meanwhile */
  async write(tx: Transaction, consumer: string, batch: CaseBatch, now: Date): Promise<void> {
    const opened = batch.inserted();
    const inserted = await this.exceptions.insert(tx, opened);
    if (inserted.size < opened.length) throw new RetryableError('concurrent_case', 'A case was opened twice at once');
    await this.exceptions.update(tx, batch.changed());
    await this.events.append(tx, [...batch.arrived, ...batch.events]);
    await this.inbox.record(tx, consumer, batch.processed);
    await this.deadLetters.add(tx, batch.deadLetters, now);
  }
}

const runningPlaybooks = (cases: Iterable<ExceptionRecord>): number[] => [
  ...new Set([...cases].flatMap((record) => record.currentPlaybookId ?? [])),
];
