/** Events about a tenant, ready for the outbox: they belong to no exception's timeline. */
import type { Actor, AuditActor, DataOf, EventDefinition } from '@sentinai/contracts';
import type { TenantEvent } from '@sentinai/persistence';
import { currentLogContext } from '@sentinai/service-kit';
import { v7 as uuidv7 } from 'uuid';

/** The tenant of an event and who caused it. */
export interface TenantEventOrigin {
  /** CloudEvents source: `/sentinai/governance`. */
  source: string;
  tenantId: string;
  actor: AuditActor;
}

/** Returns the event for the outbox, timed now and under the trace of the current request. */
export function tenantEvent<D extends EventDefinition>(
  definition: D,
  { source, tenantId, actor }: TenantEventOrigin,
  data: DataOf<D>,
): TenantEvent {
  const { traceparent } = currentLogContext();
  return {
    tenantId,
    eventId: uuidv7(),
    eventType: definition.type,
    schemaVersion: definition.version,
    source,
    actor: actorOfEvent(actor),
    correlationId: tenantId,
    causationId: null,
    payloadJson: JSON.stringify(data),
    createdAt: new Date(),
    ...(traceparent !== undefined && { traceparent }),
  };
}

/** Events know no command line: whoever uses it is a person. */
const actorOfEvent = ({ type, id }: AuditActor): Actor => ({ type: type === 'cli' ? 'user' : type, id });
