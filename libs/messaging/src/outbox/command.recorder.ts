/**
 * Records a command from a person or program to an exception: as an event of its timeline, stored in one transaction
 * with its audit record and its outbox row, and published at once. The exception's owner then carries it out or refuses it, in order; the
 * API answers 202.
 */
import { type Actor, type JsonObject, parseJson, sameJson } from '@sentinai/contracts';
import {
  type Act,
  type CommandEvent,
  type CommandType,
  type ExceptionRecord,
  type Redactor,
  actOfCommand,
  redactEvent,
} from '@sentinai/domain';
import {
  type EventLogRepository,
  type ExceptionKey,
  type ExceptionRepository,
  type OutboxRepository,
  type RedactorStore,
  type StoredEvent,
  type TenantRequests,
  type Transaction,
  exceptionKey,
} from '@sentinai/persistence';
import { currentLogContext, ProblemException } from '@sentinai/service-kit';
import { v5 as uuidv5, v7 as uuidv7 } from 'uuid';
import { applyDecision } from '../agent/case-ledger.ts';
import { outboundEventId } from '../agent/event-id.ts';
import type { AuditRecorder } from './audit.recorder.ts';
import type { OutboxRelay } from './outbox.relay.ts';

/** A command to record. */
export interface Command {
  /** Type of the event. */
  type: CommandType;
  actor: Actor;
  /**
   * The caller's key, unique within the tenant: repeating the key for the same type on the same exception records
   * nothing new and returns the first event. Absent: every call records.
   */
  idempotencyKey?: string | undefined;
  /**
   * Builds the event's payload from the exception, locked and in its current state. Throws what the caller is to be
   * told. Free text and documents in it are redacted before they are stored; anything it stores elsewhere, it must
   * redact itself.
   */
  data: (exception: ExceptionRecord, tx: Transaction, redactor: Redactor) => JsonObject | Promise<JsonObject>;
  /** The payload that a repeated key must have had the first time. Absent: any. */
  expected?: JsonObject;
}

/** One of many commands, with its target exception of the tenant. */
export interface CommandOrder {
  exceptionId: string;
  command: Command;
}

/**
 * The stored event, whose id is the command's; the problem that refused it; or null when the tenant has no such
 * exception.
 */
export type CommandOutcome = StoredEvent | ProblemException | null;

export interface CommandRecorderParts {
  /** CloudEvents source: `/sentinai/ops-api`. */
  source: string;
  requests: TenantRequests;
  exceptions: ExceptionRepository;
  events: EventLogRepository;
  outbox: OutboxRepository;
  redactors: RedactorStore;
  audit: AuditRecorder;
  relay: OutboxRelay;
}

/** Namespace of ids derived from idempotency keys. */
const KEYED = 'b2c0a0c8-6d0f-4c0e-9b7e-5f2d1c1e7a55';

export class CommandRecorder {
  constructor(private readonly parts: CommandRecorderParts) {}

  /**
   * @returns the stored event, whose id is the command's; null when the tenant has no such exception
   * @throws what the command throws; nothing is stored then. ProblemException `unavailable` when the database is
   *   unreachable
   */
  async record(key: ExceptionKey, command: Command): Promise<StoredEvent | null> {
    const [outcome = null] = await this.recordAll(key.tenantId, [{ exceptionId: key.exceptionId, command }]);
    if (outcome instanceof ProblemException) throw outcome;
    return outcome;
  }

  /**
   * Records many commands in one transaction, each to a different exception of the tenant. A refused one does not
   * affect the others.
   *
   * @returns the outcome of each, in order
   * @throws what a command throws unless it is a ProblemException; nothing is stored then. ProblemException
   *   `unavailable` when the database is unreachable
   */
  async recordAll(tenantId: string, orders: readonly CommandOrder[]): Promise<CommandOutcome[]> {
    const { requests, relay } = this.parts;
    const outcomes = await requests.run(tenantId, (tx) => this.storeAll(tx, tenantId, orders));
    relay.kick();
    return outcomes;
  }

  private async storeAll(
    tx: Transaction,
    tenantId: string,
    orders: readonly CommandOrder[],
  ): Promise<CommandOutcome[]> {
    const addressed = orders.map((order) => address(tenantId, order));
    const locked = await this.parts.exceptions.lock(tx, addressed);
    const known = await this.parts.events.findAll(tx, addressed.filter(isKeyed));
    const redactors = await this.parts.redactors.of(tx, tenantId);
    const refused = new Map<string, ProblemException>();
    const recorded = new Map<string, Recorded>();
    for (const order of addressed) {
      const before = locked.get(exceptionKey(order));
      if (!before) continue;
      const redactor = redactors.forDomain(before.domain);
      const earlier = known.get(order.eventId);
      if (earlier && !isExpected(earlier, order.command, redactor)) refused.set(order.eventId, keyUsedForAnother());
      if (earlier) continue;
      const result = await this.obey(tx, before, order, redactor);
      if (result instanceof ProblemException) refused.set(order.eventId, result);
      else recorded.set(order.eventId, result);
    }
    await this.write(tx, [...recorded.values()]);
    return addressed.map(({ eventId: id }) => refused.get(id) ?? known.get(id) ?? recorded.get(id)?.event ?? null);
  }

  private async obey(
    tx: Transaction,
    before: ExceptionRecord,
    { command, causeId }: AddressedOrder,
    redactor: Redactor,
  ): Promise<Recorded | ProblemException> {
    const { actor, type } = command;
    const said = await refusalOr(() => command.data(before, tx, redactor));
    if (said instanceof ProblemException) return said;
    const data = redactEvent(type, said, redactor);
    const cause = { id: causeId, correlationId: before.exceptionId, isEvent: false };
    const decider = { source: this.parts.source, actor, now: new Date() };
    const { record, events } = applyDecision(before, { events: [{ type, data }] }, cause, decider);
    const [event] = events;
    if (!event) throw new Error(`The command ${type} produced no event`);
    return { before, record, event, act: actOfCommand({ type, data } as CommandEvent, before) };
  }

  private async write(tx: Transaction, recorded: readonly Recorded[]): Promise<void> {
    const events = recorded.map(({ event }) => event);
    await this.parts.exceptions.update(tx, recorded);
    await this.parts.events.append(tx, events);
    await this.parts.audit.recordInTimeline(tx, recorded);
    await this.parts.outbox.add(tx, events, currentLogContext().traceparent);
  }
}

/** A command with its target exception and the id of its event. */
interface AddressedOrder extends ExceptionKey {
  command: Command;
  causeId: string;
  eventId: string;
}

interface Recorded {
  before: ExceptionRecord;
  record: ExceptionRecord;
  event: StoredEvent;
  act: Act;
}

function address(tenantId: string, { exceptionId, command }: CommandOrder): AddressedOrder {
  const { idempotencyKey, type } = command;
  const causeId =
    idempotencyKey === undefined ? uuidv7() : uuidv5(JSON.stringify([tenantId, exceptionId, idempotencyKey]), KEYED);
  return { tenantId, exceptionId, command, causeId, eventId: outboundEventId(causeId, `${type}:0`) };
}

const isKeyed = ({ command }: AddressedOrder): boolean => command.idempotencyKey !== undefined;

/** A repeated key returns the first answer, so its request must be the same. */
function isExpected({ payloadJson }: StoredEvent, { type, expected }: Command, redactor: Redactor): boolean {
  if (expected === undefined) return true;
  return sameJson(parseJson(payloadJson), redactEvent(type, expected, redactor));
}

const keyUsedForAnother = (): ProblemException =>
  new ProblemException('idempotency_conflict', 'The Idempotency-Key was used for another request.');

/** Only a refusal is an answer; any other error is a fault, and thrown. */
async function refusalOr<T>(work: () => T | Promise<T>): Promise<T | ProblemException> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemException) return error;
    throw error;
  }
}
