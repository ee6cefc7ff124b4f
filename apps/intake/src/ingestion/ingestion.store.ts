/** Database access of ingestion: set-based, in one transaction. */
import { ExceptionIngested, ManualExceptionCreated, SourceUpdateReceived } from '@sentinai/contracts';
import { Injectable } from '@nestjs/common';
import type { ExceptionRecord } from '@sentinai/domain';
import { AuditRecorder, RetryableError } from '@sentinai/messaging';
import {
  EventLogRepository,
  ExceptionRepository,
  type NewestEvent,
  OutboxRepository,
  type Transaction,
} from '@sentinai/persistence';
import { currentLogContext } from '@sentinai/service-kit';
import type { IngestBatch } from './ingest-batch.ts';
import { type IngestKey, IngestKeyRepository } from './ingest-key.repository.ts';

/** Events that carry a state of the source. */
const STATES = [ExceptionIngested.type, ManualExceptionCreated.type, SourceUpdateReceived.type];

@Injectable()
export class IngestionStore {
  constructor(
    private readonly exceptions: ExceptionRepository,
    private readonly events: EventLogRepository,
    private readonly keys: IngestKeyRepository,
    private readonly outbox: OutboxRepository,
    private readonly audit: AuditRecorder,
  ) {}

  knownKeys(tx: Transaction, tenantId: string, keys: readonly string[]): Promise<Map<string, IngestKey>> {
    return this.keys.find(tx, tenantId, keys);
  }

  /** Returns the newest known state of each exception, from any sender. */
  newestStates(tx: Transaction, tenantId: string, exceptionIds: readonly string[]): Promise<Map<string, NewestEvent>> {
    return this.events.newest(
      tx,
      exceptionIds.map((exceptionId) => ({ tenantId, exceptionId })),
      STATES,
    );
  }

  lock(tx: Transaction, tenantId: string, exceptionIds: readonly string[]): Promise<Map<string, ExceptionRecord>> {
    return this.exceptions.lock(
      tx,
      [...new Set(exceptionIds)].map((exceptionId) => ({ tenantId, exceptionId })),
    );
  }

  /** @throws RetryableError when another request opened one of the exceptions, or took one of the keys, at the same time */
  async write(tx: Transaction, tenantId: string, batch: IngestBatch, now: Date): Promise<void> {
    if (batch.keys.length === 0 && batch.events.length === 0) return;
    const taken = await this.keys.take(tx, tenantId, batch.keys, now);
    await this.keys.renew(tx, tenantId, batch.renewed, now);
    const opened = batch.opened();
    const inserted = await this.exceptions.insert(tx, opened);
    if (taken.size < batch.keys.length || inserted.size < opened.length) {
      throw new RetryableError('concurrent_request', 'Another request is storing the same items at the same time');
    }
    await this.exceptions.update(tx, batch.touched());
    await this.events.append(tx, batch.events);
    await this.outbox.add(tx, batch.events, currentLogContext().traceparent);
    if (batch.acts.length > 0) await this.audit.recordInTimeline(tx, batch.acts);
  }
}
