/** Converts stored events to command responses. Pure. */
import { type JsonObject, StepCommandRefused, parseJson } from '@sentinai/contracts';
import type { ProcessedEvent, StoredEvent } from '@sentinai/persistence';
import { toTimelineEvent } from '../timeline/timeline.convert.ts';
import type { CommandRefusal, CommandState, CommandStatus } from './commands.dto.ts';
import { redecisionRecordedBy } from './ordered-command.ts';

/** @param processed the consumer's result; null until the command is processed */
export function commandStatus(processed: ProcessedEvent | null): CommandStatus {
  if (!processed) return 'pending';
  if (processed.status === 'dead_lettered') return 'failed';
  return processed.firstSequence === null ? 'refused' : 'applied';
}

export function toCommandState(
  command: StoredEvent,
  processed: ProcessedEvent | null,
  events: readonly StoredEvent[],
): CommandState {
  const payload = parseJson(command.payloadJson) as JsonObject;
  const refusal = refusalAmong(events);
  return {
    command_id: command.eventId,
    tenant_id: command.tenantId,
    exception_id: command.exceptionId,
    sequence: command.sequence,
    event_type: command.eventType,
    command: typeof payload.command === 'string' ? payload.command : redecisionRecordedBy(command.eventType),
    requested_by: command.actor.id,
    requested_at: command.createdAt.toISOString(),
    status: refusal ? 'refused' : commandStatus(processed),
    refusal,
    processed_at: processed?.processedAt.toISOString() ?? null,
    events: events.map(toTimelineEvent),
  };
}

/** Returns the reason why a step refused the command, from its playbook's events. */
function refusalAmong(events: readonly StoredEvent[]): CommandRefusal | null {
  const said = events.find(({ eventType }) => eventType === StepCommandRefused.type);
  if (!said) return null;
  const { reason, detail } = parseJson(said.payloadJson) as StepCommandRefused;
  return { reason, detail };
}
