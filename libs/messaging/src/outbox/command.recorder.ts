/**
 * Records what a person or program tells an exception to do: as an event of its timeline, stored in one transaction with its
 * outbox row, and published at once. Whoever owns the exception then obeys or refuses it, in order; the API answers 202.
 */
import type { Actor, JsonObject } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import {
  type EventLogRepository,
  type ExceptionKey,
  type ExceptionRepository,
  type OutboxRepository,
  type StoredEvent,
  type TenantRequests,
  type Transaction,
  exceptionKey,
} from '@sentinai/persistence';
import { currentLogContext } from '@sentinai/service-kit';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import { applyDecision } from '../runtime/case-ledger.ts';
import { outboundEventId } from '../runtime/event-id.ts';
import type { OutboxRelay } from './outbox.relay.ts';

/** What is to be recorded, and for whom. */
export interface Command {
  /** Type of the event. */
  type: string;
  actor: Actor;
  /**
   * The caller's key, unique to the tenant: the same key for the same type on the same exception records nothing new and gives the
   * event of the first time. Absent: every call records.
   */
  idempotencyKey?: string | undefined;
  /** The event's payload, given the exception locked and as it stands. Throws what the caller is to be told. */
  data: (exception: ExceptionRecord, tx: Transaction) => JsonObject | Promise<JsonObject>;
}

export interface CommandRecorderParts {
  /** CloudEvents source: `/sentinai/ops-api`. */
  source: string;
  requests: TenantRequests;
  exceptions: ExceptionRepository;
  events: EventLogRepository;
  outbox: OutboxRepository;
  relay: OutboxRelay;
}

/** Namespace of ids that are made of idempotency keys. */
const KEYED = 'b2c0a0c8-6d0f-4c0e-9b7e-5f2d1c1e7a55';

export class CommandRecorder {
  constructor(private readonly parts: CommandRecorderParts) {}

  /**
   * @returns the stored event, its id being the command's; null when the tenant has no such exception
   * @throws what the command throws; nothing is stored then. ProblemException `unavailable` when the database is away
   */
  async record(key: ExceptionKey, command: Command): Promise<StoredEvent | null> {
    const { requests, relay } = this.parts;
    const stored = await requests.run(key.tenantId, (tx) => this.store(tx, key, command));
    relay.kick();
    return stored;
  }

  private async store(tx: Transaction, key: ExceptionKey, command: Command): Promise<StoredEvent | null> {
    const { source, exceptions, events, outbox } = this.parts;
    const locked = await exceptions.lock(tx, [key]);
    const before = locked.get(exceptionKey(key));
    if (!before) return null;
    const { actor, type, idempotencyKey } = command;
    const id = causeId(key, command);
    const known = idempotencyKey === undefined ? null : await events.find(tx, key, outboundEventId(id, `${type}:0`));
    if (known) return known;
    const data = await command.data(before, tx);
    const cause = { id, correlationId: key.exceptionId, isEvent: false };
    const applied = applyDecision(before, { events: [{ type, data }] }, cause, { source, actor, now: new Date() });
    await exceptions.update(tx, [{ before, record: applied.record }]);
    await events.append(tx, applied.events);
    await outbox.add(tx, applied.events, currentLogContext().traceparent);
    return applied.events[0] ?? null;
  }
}

function causeId({ tenantId, exceptionId }: ExceptionKey, { idempotencyKey }: Command): string {
  if (idempotencyKey === undefined) return uuidv7();
  return uuidv5(JSON.stringify([tenantId, exceptionId, idempotencyKey]), KEYED);
}
