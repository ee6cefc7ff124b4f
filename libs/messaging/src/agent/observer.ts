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
   * Writes what follows from events that were not observed before, in the transaction that marks them as observed. The events about one
   * exception are in order, and so are the events about one tenant, whose exception id is ''; nothing else is ordered. When it throws, the
   * batch is halved until the event at fault is alone: a `RetryableError` lets that event wait, any other error dead-letters it.
   */
  observe(tx: Transaction, events: readonly EventEnvelope[]): Promise<void>;
  /**
   * Removes what was written for events about exceptions of this time or later: a rebuild then observes those events again, from the log.
   * Called once for each tenant, in a transaction that names only that tenant, and again after a crash.
   *
   * - Keep what was written for events about tenants (exception id ''). The log does not have them, so they do not come again.
   * - The epoch stands for the whole log: remove everything that was written for events about exceptions.
   * - For a later time, remove the rows of those events, or the rows that were begun since then. A row that sums up several events and was
   *   begun earlier cannot be taken back to that time. Keep it, if observing its later events again leads to the same row: they set, they
   *   do not add.
   */
  forget(tx: Transaction, from: Date): Promise<void>;
}
