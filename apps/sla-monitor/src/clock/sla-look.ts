/** One check of an exception's SLA clock, ready to be stored. Pure. */
import type { ExceptionRecord } from '@sentinai/domain';
import { type Applied, applyDecision } from '@sentinai/messaging';
import { v5 as uuidv5 } from 'uuid';
import { tick } from './sla-clock.ts';

/** Namespace of the ids derived from an exception's identity. */
const SLA_NAMESPACE = '3a1c9d52-58c2-4c31-9d0e-6f1b5a7e2c90';

export function lookAt(exception: ExceptionRecord, now: Date): Applied {
  const { tenantId, exceptionId, eventCount, updatedAt } = exception;
  const { record, events } = applyDecision(
    exception,
    tick(exception, now),
    {
      id: uuidv5(`${tenantId}:${exceptionId}:${eventCount}`, SLA_NAMESPACE),
      correlationId: exceptionId,
      isEvent: false,
    },
    { source: '/sentinai/sla-monitor', actor: { type: 'system', id: 'sla-monitor' }, now },
  );
  // A check without events keeps `updatedAt`; otherwise a late arrival would never count as quiet.
  return events.length > 0 ? { record, events } : { record: { ...record, updatedAt }, events };
}
