/**
 * Takes items in: one transaction stores their events, opens or touches their exceptions, remembers their keys and fills
 * the outbox. What is answered as accepted is stored; what is stored is published, also when this process dies next.
 */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TenantConfig } from '@sentinai/domain';
import { OutboxRelay, RetryableError } from '@sentinai/messaging';
import {
  type IngestKey,
  TenantConfigStore,
  TenantRequests,
  type Transaction,
  contentHash,
} from '@sentinai/persistence';
import { ProblemException, UnreadableItem, retryAfter } from '@sentinai/service-kit';
import { v4 as uuidv4 } from 'uuid';
import { type Entry, IngestBatch, type ItemResult, type Submitter, replaysOf, stateKeyOf } from './ingest-batch.ts';
import { IngestionStore } from './ingestion.store.ts';
import { type SubmittedItem, faultsOf, toSubmission, uuidOf } from './submission.ts';

export interface IngestRequest {
  tenantId: string;
  /** The items as they came, not checked yet; an `UnreadableItem` for one that could not be read. */
  values: readonly unknown[];
  /** Subject of the token. */
  subject: string;
  /** The Idempotency-Key header; in a batch each item goes by the key and its place. */
  idempotencyKey?: string | undefined;
}

/** Two requests with the same items at once: one of them waits, sees the other's result, and answers from it. */
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
   * One result for each value, in their order.
   * @throws ProblemException when the tenant does not exist or has no domain pack; `unavailable` while the database is away
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
          throw new ProblemException('unavailable', 'Other requests bring the same items; try again.', {
            headers: retryAfter(1_000),
            cause: error,
          });
        }
      }
    }
  }

  private async ingestIn(tx: Transaction, request: IngestRequest): Promise<ItemResult[]> {
    const { tenantId, subject } = request;
    const tenant = knownTenant(tenantId, (await this.configs.forTenants(tx, [tenantId])).get(tenantId));
    const submitter: Submitter = { tenantId, subject, now: new Date() };
    const items = request.values.map((value, index) => readItem(value, index, { tenant, request, now: submitter.now }));
    const entries = items.filter((item) => 'submission' in item);
    // Locked first: of two requests about one exception, the second sees what the first has taken in.
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
  if (!tenant) throw new ProblemException('unknown_tenant', `Tenant "${tenantId}" does not exist.`);
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
  if (errors.length > 0) {
    const detail = errors.map(({ path, message }) => (path ? `${path} ${message}` : message)).join('; ');
    return { status: 'rejected', error: { code: 'invalid_request', detail, errors } };
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

/** Exceptions of which a state comes in that came in before: only of these it matters which state is the newest. */
const repeatedOf = (entries: readonly Entry[], keys: ReadonlyMap<string, IngestKey>): string[] => [
  ...new Set(entries.flatMap((entry) => (keys.has(entry.submission.contentKey) ? [entry.exceptionId] : []))),
];

function idempotencyKeyOf({ idempotencyKey, tenantId }: IngestRequest, index: number): string | null {
  return idempotencyKey === undefined
    ? null
    : uuidOf(contentHash(['idempotency-key', tenantId, idempotencyKey, index]));
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `EX-2026-7K3M9Q2RTD`: 50 random bits beside the year. */
function newExceptionId(now: Date): string {
  const letters = Array.from(randomBytes(10), (byte) => CROCKFORD[byte % CROCKFORD.length]).join('');
  return `EX-${now.getUTCFullYear()}-${letters}`;
}

/** Serialization failures and deadlocks are the database's way of saying the same. */
function isConcurrency(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return error instanceof RetryableError || code === '40001' || code === '40P01' || code === '23505';
}
