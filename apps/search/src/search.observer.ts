/**
 * Keeps the text by which each exception is found: id, entity and title. Events say only *which* exceptions to look at; the text itself is
 * copied from the exception, so the order of events does not matter, nor does an event that comes again, late or after a redrive, and
 * nothing is indexed that the exception does not show.
 */
import { DeadLettered, type EventEnvelope, ExceptionNormalized } from '@sentinai/contracts';
import { Observer, type ObservingAgent } from '@sentinai/messaging/agent';
import type { Transaction } from '@sentinai/persistence';
import { ExceptionTextRepository } from './exception-text.repository.ts';

/**
 * Intake alone writes entity and title, and announces each state as `ExceptionNormalized`. `DeadLettered` announces an exception whose
 * state intake could not read: it has the text that came with the request.
 */
@Observer({ name: 'search', consumes: [ExceptionNormalized, DeadLettered] })
export class SearchObserver implements ObservingAgent {
  constructor(private readonly texts: ExceptionTextRepository) {}

  observe(tx: Transaction, events: readonly EventEnvelope[]): Promise<void> {
    return this.texts.copy(tx, events);
  }

  forget(tx: Transaction, from: Date): Promise<void> {
    return this.texts.forget(tx, from);
  }
}
