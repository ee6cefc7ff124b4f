/** A clock: a decision about an exception that time alone brings about, such as the end of its SLA. */
import type { Decision, ExceptionRecord } from '@sentinai/domain';
import { v5 as uuidv5 } from 'uuid';
import { type Applied, applyDecision } from './case-ledger.ts';

export interface Clock {
  /** The app that runs the clock: the actor and the source of its events. */
  readonly name: string;
  /** UUID that distinguishes the clock's events from those of other clocks about the same exception. */
  readonly namespace: string;
  /** Decides what is due for an exception now. Pure. */
  tick(exception: ExceptionRecord, now: Date): Decision;
}

/** Applies what is due now to an exception. Pure: however often it is done, the events have the same ids. */
export function applyTick(clock: Clock, exception: ExceptionRecord, now: Date): Applied {
  const { tenantId, exceptionId, eventCount, updatedAt } = exception;
  const id = uuidv5(`${tenantId}:${exceptionId}:${eventCount}`, clock.namespace);
  const { record, events } = applyDecision(
    exception,
    clock.tick(exception, now),
    { id, correlationId: exceptionId, isEvent: false },
    { source: `/sentinai/${clock.name}`, actor: { type: 'system', id: clock.name }, now },
  );
  // A tick without events keeps `updatedAt`; otherwise an exception that is looked at would never count as quiet.
  return events.length > 0 ? { record, events } : { record: { ...record, updatedAt }, events };
}
