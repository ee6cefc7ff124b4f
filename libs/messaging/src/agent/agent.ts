/**
 * An agent is a pure decision; the runtime does everything else. An agent's class declares what it consumes, and
 * either decides, or calls the outside world and then concludes from the outcome.
 */
import { Injectable, SetMetadata, applyDecorators } from '@nestjs/common';
import type { EventDefinition, EventEnvelope, PipelineWorker } from '@sentinai/contracts';
import type { CaseFile, Decision, DomainConfig, ExceptionRecord } from '@sentinai/domain';
import type { StoredEvent, Transaction } from '@sentinai/persistence';

export interface AgentOptions {
  /** Also names the consumer group (`sentinai.triage`) and the actor in the log. */
  name: PipelineWorker;
  consumes: readonly EventDefinition[];
}

export const AGENT_METADATA = 'sentinai:agent';

/** Marks a provider as this worker's agent. */
export const Agent = (options: AgentOptions): ClassDecorator =>
  applyDecorators(Injectable(), SetMetadata(AGENT_METADATA, options));

/** An event that an agent emitted, as it was stored. */
export type EmittedEvent = Pick<StoredEvent, 'eventType' | 'payloadJson' | 'createdAt'>;

/** An agent's optional measurements. */
export interface MeasuringAgent {
  /**
   * Returns named durations of the exception, in milliseconds, taken from an event that this agent emitted. Called
   * once the event is stored. Pure. Absent: none.
   */
  durations?(emitted: EmittedEvent, exception: ExceptionRecord): Readonly<Record<string, number>>;
}

/** Decides purely from its arguments: no clock, no I/O, no await. */
export interface DecidingAgent extends MeasuringAgent {
  decide(event: EventEnvelope, file: CaseFile): Decision;
  /**
   * Returns the case that an event opens, for an exception that is not stored yet. Absent: such an event is
   * dead-lettered.
   */
  open?(event: EventEnvelope, config: DomainConfig): ExceptionRecord;
}

/** Number of the current attempt at an event. */
export interface Attempt {
  /** From 1. */
  attempt: number;
  /** On the last attempt, a `RetryableError` dead-letters the event instead of letting it wait. */
  isLastAttempt: boolean;
}

/** An event with everything the runtime loaded for it. */
export interface Matter extends Attempt {
  event: EventEnvelope;
  file: CaseFile;
}

/**
 * Calls the outside world. May run twice for one event after a crash: it must pass the event's id on as idempotency
 * key.
 */
export interface ExecutingAgent<Outcome = unknown> extends MeasuringAgent {
  /** Records that the calls are about to be made. Runs in its own transaction, before any of them. */
  begin(tx: Transaction, matters: readonly Matter[]): Promise<void>;
  execute(matter: Matter): Promise<Outcome>;
  /** Returns the decision that follows from an outcome. Pure. */
  conclude(matter: Matter, outcome: Outcome): Decision;
  /** Records the outcomes, in the transaction that stores the decisions. */
  record(tx: Transaction, outcomes: readonly { matter: Matter; outcome: Outcome }[]): Promise<void>;
  /** Records that these events wait for a retry, in the transaction that schedules it. Absent: nothing is recorded. */
  postpone?(tx: Transaction, events: readonly EventEnvelope[]): Promise<void>;
}

export type AnyAgent = DecidingAgent | ExecutingAgent;

export const isExecuting = (agent: AnyAgent): agent is ExecutingAgent => 'execute' in agent;
