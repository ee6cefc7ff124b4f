/** The audit record of an event. Pure: the same event gives the same record, with the same id. */
import type { AuditActor, EventEnvelope } from '@sentinai/contracts';
import { type ActingEvent, actOfEvent } from '@sentinai/domain';
import type { AuditRecord } from '@sentinai/persistence';
import { v5 as uuidv5 } from 'uuid';

/** Namespace of the ids of observed records. */
const OBSERVED = '6f6b1f0e-4c1c-4b8f-9a55-0d7a1f0c2b61';

/** Returns null when the event is no act, or the act of a person. */
export function observedRecord(event: EventEnvelope): AuditRecord | null {
  const act = actOfEvent(event as ActingEvent);
  if (!act) return null;
  const { tenantId, exceptionId, id, time, source } = event;
  return {
    ...act,
    tenantId,
    auditId: uuidv5(id, OBSERVED),
    occurredAt: new Date(time),
    actor: actorOf(event),
    exceptionId,
    requestId: null,
    source,
    eventId: id,
  };
}

const OWN = '/sentinai/';

/** The platform's clock expires SLAs; anything else is done by the agent that the source names. */
function actorOf({ type, source }: EventEnvelope): AuditActor {
  const id = source.startsWith(OWN) ? source.slice(OWN.length) : source;
  return { type: type === 'SLAExpired' ? 'system' : 'agent', id };
}
