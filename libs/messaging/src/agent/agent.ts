/**
 * An agent is a pure decision; the runtime does everything else. An agent's class says what it consumes, and either
 * decides, or calls the outside world and then concludes from what came back.
 */
import { Injectable, SetMetadata, applyDecorators } from '@nestjs/common';
import type { EventDefinition, EventEnvelope, PipelineWorker } from '@sentinai/contracts';
import type { CaseFile, Decision, DomainConfig, ExceptionRecord } from '@sentinai/domain';
import type { StoredEvent, Transaction } from '@sentinai/persistence';

export interface AgentOptions {
  /** Also the consumer group (`sentinai.triage`) and the actor in the log. */
  name: PipelineWorker;
  consumes: readonly EventDefinition[];
}

export const AGENT_METADATA = 'sentinai:agent';

/** Marks a provider as the agent of this worker. */
export const Agent = (options: AgentOptions): ClassDecorator =>
  applyDecorators(Injectable(), SetMetadata(AGENT_METADATA, options));

/** What an agent may have measured. */
interface MeasuringAgent {
  /**
   * Durations to be measured of the exception by name, in milliseconds, said by an event that this agent emitted. Asked once
   * the event is stored. Pure. Absent: none.
   */
  durations?(emitted: StoredEvent, exception: ExceptionRecord): Readonly<Record<string, number>>;
}

/** Decides from what it is given: no clock, no I/O, no await. */
export interface DecidingAgent extends MeasuringAgent {
  decide(event: EventEnvelope, file: CaseFile): Decision;
  /** The case an event opens, for an exception that nobody has stored yet. Absent: such an event is set aside. */
  open?(event: EventEnvelope, config: DomainConfig): ExceptionRecord;
}

/** Which try this is of an event. */
export interface Attempt {
  /** From 1. */
  attempt: number;
  /** A `RetryableError` sets the event aside now, instead of letting it wait. */
  isLastAttempt: boolean;
}

/** An event with what the runtime loaded for it. */
export interface Matter extends Attempt {
  event: EventEnvelope;
  file: CaseFile;
}

/** Calls the outside world. May run twice for one event after a crash: it must hand the event's id on as idempotency key. */
export interface ExecutingAgent<Outcome = unknown> extends MeasuringAgent {
  /** Records that the calls are about to be made. Runs in a transaction of its own, before any of them. */
  begin(tx: Transaction, matters: readonly Matter[]): Promise<void>;
  execute(matter: Matter): Promise<Outcome>;
  /** The decision that follows from an outcome: pure. */
  conclude(matter: Matter, outcome: Outcome): Decision;
  /** Records the outcomes, in the transaction that stores the decisions. */
  record(tx: Transaction, outcomes: readonly { matter: Matter; outcome: Outcome }[]): Promise<void>;
  /** Records that these events wait to be tried again, in the transaction that says when. Absent: nothing is recorded. */
  postpone?(tx: Transaction, events: readonly EventEnvelope[]): Promise<void>;
}

export type AnyAgent = DecidingAgent | ExecutingAgent;

export const isExecuting = (agent: AnyAgent): agent is ExecutingAgent => 'execute' in agent;
