/**
 * An observer consumes events without owning a case: it writes tables of its own. It takes no lock on the exception and has no part in
 * its events in flight, so one that is slow or dead slows nobody.
 */
import { Injectable, SetMetadata, applyDecorators } from '@nestjs/common';
import type { EventDefinition, EventEnvelope } from '@sentinai/contracts';
import type { Transaction } from '@sentinai/persistence';

export interface ObserverOptions {
  /** Also names the consumer group (`sentinai.search`) and the consumer in the inbox. */
  name: string;
  /** Any events, about tenants too. Contracts do not list observers. */
  consumes: readonly EventDefinition[];
}

export const OBSERVER_METADATA = 'sentinai:observer';

/** Marks a provider as an observer of this process. */
export const Observer = (options: ObserverOptions): ClassDecorator =>
  applyDecorators(Injectable(), SetMetadata(OBSERVER_METADATA, options));

export interface ObservingAgent {
  /**
   * Writes what follows from events that were not observed before, in the transaction that marks them as observed. Events of one
   * exception are in order, and so are those of one tenant; an event about a tenant has the exception id ''. When it throws, the batch
   * is halved until the event at fault is alone: a `RetryableError` lets that event wait, any other error dead-letters it.
   */
  observe(tx: Transaction, events: readonly EventEnvelope[]): Promise<void>;
  /** Removes what was written for events of this time or later: a rebuild observes them again. */
  forget(tx: Transaction, from: Date): Promise<void>;
}
