/**
 * Ingests items: one transaction stores their events, opens or updates their exceptions, records their keys and fills the outbox. An
 * accepted item is stored; a stored item gets published even if this process dies next.
 */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TenantConfig } from '@sentinai/domain';
import { OutboxRelay, RetryableError } from '@sentinai/messaging';
import { TenantConfigStore, TenantRequests, type Transaction, contentHash } from '@sentinai/persistence';
import { ProblemException, retryAfter, unknownTenant, UnreadableItem } from '@sentinai/service-kit';
import { v4 as uuidv4 } from 'uuid';
import { type Entry, IngestBatch, type ItemResult, type Submitter, replaysOf, stateKeyOf } from './ingest-batch.ts';
import { manualFaults } from '../manual/manual-exception.ts';
import type { IngestKey } from './ingest-key.repository.ts';
import { describeFaults } from './ingestion.convert.ts';
import { IngestionStore } from './ingestion.store.ts';
import { type SubmittedItem, faultsOf, toSubmission, uuidOf } from './submission.ts';

export interface IngestRequest {
  tenantId: string;
  /** Unvalidated items as received; an `UnreadableItem` for each that could not be read. */
  values: readonly unknown[];
  /** Subject of the sender's token. */
  subject: string;
  /** Whether a person creates the exceptions, rather than a source reporting them. */
  byHand?: boolean;
  /** Idempotency-Key header; in a batch, an item's key consists of this and the item's position. */
  idempotencyKey?: string | undefined;
}

/** Attempts when concurrent requests bring the same items: one of them waits, sees the other's result and responds with it. */
const ATTEMPTS = 5;

@Injectable()
export class IngestionService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly configs: TenantConfigStore,
    private readonly store: IngestionStore,
    private readonly relay: OutboxRelay,
  ) {}

  /**
   * Ingests the values. Returns one result per value, in order.
   * @throws ProblemException when the tenant does not exist or has no domain pack; `unavailable` while the database is down
   */
  async ingest(request: IngestRequest): Promise<ItemResult[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const results = await this.requests.run(request.tenantId, (tx) => this.ingestIn(tx, request));
        this.relay.kick();
        return results;
      } catch (error) {
        if (!isConcurrency(error)) throw error;
        if (attempt === ATTEMPTS) {
          throw new ProblemException(
            'unavailable',
            'Other requests are sending the same items at the same time; try again.',
            {
              headers: retryAfter(1_000),
              cause: error,
            },
          );
        }
      }
    }
  }

  private async ingestIn(tx: Transaction, request: IngestRequest): Promise<ItemResult[]> {
    const { tenantId, subject, byHand = false } = request;
    const tenant = knownTenant(tenantId, (await this.configs.forTenants(tx, [tenantId])).get(tenantId));
    const submitter: Submitter = { tenantId, subject, byHand, now: new Date() };
    const items = request.values.map((value, index) => readItem(value, index, { tenant, request, now: submitter.now }));
    const entries = items.filter((item) => 'submission' in item);
    // Locked first: of two requests for one exception, the second sees what the first has stored.
    const locked = await this.store.lock(
      tx,
      tenantId,
      entries.map((entry) => entry.exceptionId),
    );
    const keys = await this.store.knownKeys(tx, tenantId, entries.flatMap(keysOf));
    const newest = await this.store.newestStates(tx, tenantId, repeatedOf(entries, keys));
    const stored = { keys, newest };
    const batch = new IngestBatch(submitter, stored, locked, replaysOf(entries, stored));
    const results = items.map((item) => ('submission' in item ? batch.add(item) : item));
    await this.store.write(tx, tenantId, batch, submitter.now);
    return results;
  }
}

function knownTenant(tenantId: string, tenant: TenantConfig | undefined): TenantConfig {
  if (!tenant) throw unknownTenant(tenantId);
  if (tenant.defaultDomain === null) {
    throw new ProblemException('conflict', `Tenant "${tenantId}" has no active domain pack; import one first.`);
  }
  return tenant;
}

function readItem(
  value: unknown,
  index: number,
  { tenant, request, now }: { tenant: TenantConfig; request: IngestRequest; now: Date },
): Entry | ItemResult {
  if (value instanceof UnreadableItem) {
    return { status: 'rejected', error: { code: value.problem.code, detail: value.problem.detail, errors: [] } };
  }
  const errors = faultsOf(value, tenant);
  if (errors.length === 0 && request.byHand) errors.push(...manualFaults(value as SubmittedItem, tenant));
  if (errors.length > 0) {
    return { status: 'rejected', error: { code: 'invalid_request', detail: describeFaults(errors), errors } };
  }
  const submission = toSubmission(value as SubmittedItem, tenant, now);
  const idempotencyKey = idempotencyKeyOf(request, index);
  return {
    submission,
    idempotencyKey,
    causeId: idempotencyKey ?? (submission.exceptionId === null ? uuidv4() : submission.contentKey),
    exceptionId: submission.exceptionId ?? newExceptionId(now),
  };
}

const keysOf = ({ idempotencyKey, submission }: Entry): string[] =>
  [idempotencyKey, stateKeyOf(submission)].filter((key) => key !== null);

/** Exceptions for which the request repeats a known state: only for these the newest state matters. */
const repeatedOf = (entries: readonly Entry[], keys: ReadonlyMap<string, IngestKey>): string[] => [
  ...new Set(entries.flatMap((entry) => (keys.has(entry.submission.contentKey) ? [entry.exceptionId] : []))),
];

function idempotencyKeyOf({ idempotencyKey, tenantId }: IngestRequest, index: number): string | null {
  return idempotencyKey === undefined
    ? null
    : uuidOf(contentHash(['idempotency-key', tenantId, idempotencyKey, index]));
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Generates an id such as `EX-2026-7K3M9Q2RTD`: the year and 50 random bits. */
function newExceptionId(now: Date): string {
  const letters = Array.from(randomBytes(10), (byte) => CROCKFORD[byte % CROCKFORD.length]).join('');
  return `EX-${now.getUTCFullYear()}-${letters}`;
}

/** Whether an error means a concurrent request, including the database's serialization failures and deadlocks. */
function isConcurrency(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return error instanceof RetryableError || code === '40001' || code === '40P01' || code === '23505';
}
