/**
 * Decides a loaded batch, event by event and in order, into a CaseBatch. A failing event affects only itself: it
 * waits for a retry or is dead-lettered. No I/O, except what executing agents called beforehand.
 */
import type { EventEnvelope } from '@sentinai/contracts';
import type { Decision, ExceptionRecord } from '@sentinai/domain';
import type { DeadLetter, EventRange } from '@sentinai/persistence';
import { type AgentOptions, type AnyAgent, type Attempt, isExecuting } from '../agent/agent.ts';
import { deadLetterOf } from '../dead-letters/dead-letter.mapping.ts';
import { type Redrive, entryOfUnreadable } from '../dead-letters/redrive.ts';
import { PermanentError, RetryableError } from '../agent/errors.ts';
import { settledRecord } from '../retries/kept-record.ts';
import type { RetryPolicy } from '../retries/retry-policy.ts';
import { EventSorter } from './event-sorter.ts';
import { CaseBatch } from './case-batch.ts';
import type { LoadedBatch } from './case.store.ts';
import { configFor, isServed, matterOf } from './matter.ts';
import type { Outcomes } from './outside-calls.ts';
import {
  type Claim,
  type DecodedBatch,
  type ReceivedRecord,
  claimedException,
  claimedTenant,
} from './received-batch.ts';
import type { CallOutcome } from './underway-calls.ts';

export interface DeciderParts {
  options: AgentOptions;
  agent: AnyAgent;
  retries: RetryPolicy;
}

/** Input of one transaction. */
export interface Session {
  decoded: DecodedBatch;
  loaded: LoadedBatch;
  outcomes: Outcomes;
  now: Date;
}

/** An event whose call has left the batch. */
export interface LeftBehind {
  event: EventEnvelope;
  record: ReceivedRecord;
  /** Never rejects. */
  landing: Promise<CallOutcome>;
}

/** How long a claim on a call in progress, or on an attempt, lasts: after that its worker counts as dead. */
export const CLAIM_MS = 30_000;
/** How long an event waits when its tenant has no room for another call. */
const CROWDED_MS = 1_000;

/** An event while it is being decided. */
interface Handling {
  event: EventEnvelope;
  record: ReceivedRecord;
  redrive: Redrive | undefined;
  attempt: Attempt;
}

/** Returns the attempt number of the event in this record. */
export function attemptOf({ claim }: ReceivedRecord, { maxAttempts }: RetryPolicy): Attempt {
  const attempt = (claim?.attempts ?? 0) + 1;
  return { attempt, isLastAttempt: attempt >= maxAttempts };
}

export class BatchDecider {
  readonly batch: CaseBatch;
  /** Events stored by earlier handlings, to be published again. */
  readonly again: EventRange[] = [];
  /** Events whose processing ended here, with success or failure. */
  readonly concluded: EventEnvelope[] = [];
  /** Events that failed and will be retried later. */
  readonly postponed: EventEnvelope[] = [];
  /** Waiting events whose wait ends once everything is published. */
  readonly released: Claim[] = [];
  /** Events whose calls are in progress. */
  readonly leftBehind: LeftBehind[] = [];
  duplicates = 0;
  private readonly sorter: EventSorter;

  constructor(
    private readonly parts: DeciderParts,
    private readonly session: Session,
  ) {
    const { name } = parts.options;
    const actor = { type: 'agent', id: name } as const;
    this.sorter = new EventSorter(session.loaded);
    this.batch = new CaseBatch(session.loaded.cases, { source: `/sentinai/${name}`, actor, now: session.now });
  }

  decideAll(): void {
    const seen = new Set<string>();
    for (const { event, record } of this.session.decoded.received) {
      if (seen.has(event.id)) continue;
      seen.add(event.id);
      this.treat(event, record);
    }
    for (const { record, error } of this.session.decoded.unreadable) this.setUnreadableAside(record, error);
  }

  private treat(event: EventEnvelope, record: ReceivedRecord): void {
    switch (this.sorter.sort(event, record)) {
      case 'fresh':
        if (record.claim) this.again.push(...this.sorter.stored(event));
        return this.handle(event, record);
      case 'parked':
        return this.handle(event, record, 'behind another');
      case 'duplicate':
        return this.repeat(event, record);
      case 'outdated':
        return;
    }
  }

  private repeat(event: EventEnvelope, record: ReceivedRecord): void {
    this.duplicates += 1;
    this.again.push(...this.sorter.stored(event));
    if (record.claim) this.released.push(record.claim);
    const redrive = this.sorter.redriveOf(event, record);
    // Processed through another copy of its record: nothing is left to redrive.
    if (redrive && this.session.loaded.processed.get(event.id)?.status === 'processed') {
      this.batch.redriven.push(redrive.id);
      this.batch.settle(event, redrive.counted ? 1 : 0);
    }
  }

  private handle(received: EventEnvelope, record: ReceivedRecord, place: 'first' | 'behind another' = 'first'): void {
    const redrive = this.sorter.redriveOf(received, record);
    const attempt = attemptOf(record, this.parts.retries);
    const handling: Handling = { event: received, record, redrive, attempt };
    try {
      this.takeIn(handling);
      if (place === 'behind another') return this.batch.park(handling.event, handling.record);
      if (this.leaveBehind(handling)) return;
      this.batch.decide(handling.event, this.decision(handling), redrive);
      this.conclude(handling);
    } catch (error) {
      this.fail(handling, error);
    }
  }

  /**
   * Lets an event wait whose call is in progress or has no room, or whose tenant is suspended, with its exception's
   * later events behind it. A call made before its tenant was suspended is still concluded: otherwise it would be
   * made a second time.
   */
  private leaveBehind({ event, record }: Handling): boolean {
    const { outcomes, loaded, now } = this.session;
    const landing = outcomes.landingOf(event);
    const isSuspended = !isServed(event, loaded) && !outcomes.isOver(event);
    if (!landing && !isSuspended && !outcomes.isCrowded(event)) return false;
    this.sorter.hold(event);
    this.batch.hold(event, record, new Date(now.getTime() + waitMs(landing !== undefined, isSuspended)));
    if (landing) this.leftBehind.push({ event, record, landing });
    return true;
  }

  /** Opens the event's case if there is none, and assigns the event its place in the timeline. */
  private takeIn(handling: Handling): void {
    const received = handling.event;
    if (this.session.decoded.refusal) throw this.session.decoded.refusal;
    if (!this.batch.find(received)) this.open(received);
    handling.event = this.batch.place(received, handling.redrive);
    handling.record = settledRecord(handling.record, received, handling.event);
  }

  private fail(handling: Handling, error: unknown): void {
    const { event, record, redrive, attempt } = handling;
    this.session.decoded.trace?.failed(event, error);
    const isPlaced = event.sequence !== undefined && this.batch.find(event) !== undefined;
    if (error instanceof RetryableError && !attempt.isLastAttempt && isPlaced) {
      const { retries, options } = this.parts;
      const dueAt = new Date(this.session.now.getTime() + retries.delayMs(attempt.attempt));
      this.batch.postpone({ ...handling, consumer: options.name, attempt: attempt.attempt, dueAt, error });
      this.postponed.push(event);
      this.sorter.hold(event);
      return;
    }
    const letter = this.deadLetter(record, error, event.tenantId);
    this.batch.setAside(event, { ...letter, attempts: attempt.attempt }, redrive);
    this.conclude(handling);
  }

  private conclude({ event, record }: Handling): void {
    this.concluded.push(event);
    if (record.claim) this.released.push(record.claim);
  }

  private decision({ event, attempt }: Handling): Decision {
    const { agent } = this.parts;
    const { loaded, outcomes, now } = this.session;
    const exception = this.batch.find(event);
    if (!exception) throw notFound(event);
    const matter = matterOf(event, exception, { loaded, now, ...attempt });
    return isExecuting(agent) ? outcomes.conclude(agent, matter) : agent.decide(event, matter.file);
  }

  /** Opens the case for an event of another producer, when its exception is not stored yet. */
  private open(event: EventEnvelope): void {
    const { agent } = this.parts;
    if (isExecuting(agent) || !agent.open) throw notFound(event);
    const record: ExceptionRecord = agent.open(event, configFor(event, String(event.data.domain), this.session.loaded));
    this.batch.open(record);
  }

  private setUnreadableAside(record: ReceivedRecord, error: unknown): void {
    const { claim } = record;
    const entry = claim ? undefined : entryOfUnreadable(record, this.session.loaded.deadLetters);
    if (entry && entry.status !== 'retrying') {
      this.duplicates += 1;
      return;
    }
    this.batch.keep(this.deadLetter(record, error, claimedTenant(record)), entry);
    const exception = claimedException(record);
    if (exception) this.batch.settle(exception, (entry?.counted ? 1 : 0) + (claim ? 1 : 0));
    if (claim) this.released.push(claim);
  }

  private deadLetter(record: ReceivedRecord, error: unknown, tenantId: string | null): DeadLetter {
    const tenant = tenantId === null ? undefined : this.session.loaded.tenants.get(tenantId);
    return deadLetterOf({
      record,
      error,
      consumer: this.parts.options.name,
      tenantId: tenant?.tenantId ?? null,
      attempts: 1,
      configVersions: tenant ? { revision: tenant.revision } : {},
    });
  }
}

/** An event waiting for its tenant is due at once: nobody claims it before the tenant is active again. */
function waitMs(isUnderway: boolean, isSuspended: boolean): number {
  if (isUnderway) return CLAIM_MS;
  return isSuspended ? 0 : CROWDED_MS;
}

const notFound = ({ exceptionId }: EventEnvelope): PermanentError =>
  new PermanentError('exception_not_found', `Exception "${exceptionId}" does not exist`);
