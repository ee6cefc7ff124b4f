/** Reads the log of one exception: its events as agents get them, and which of them were decided together, by whom. */
import {
  DeadLettered,
  type EventEnvelope,
  type JsonObject,
  PIPELINE_WORKERS,
  type PipelineWorker,
  RetryScheduled,
  findEvent,
  parseStoredJson,
} from '@sentinai/contracts';
import { type Clock, PermanentError, type StoredEvent } from '@sentinai/messaging/agent';
import { stepClock } from '../playbook/timers/step-clock.ts';
import { slaClock } from '../sla-monitor/sla-clock.ts';

/** Events that one decision or one clock emitted together, or a single event that came from outside the agents. */
export type RecordedStep =
  | { kind: 'input'; events: readonly [StoredEvent] }
  | { kind: 'decision'; agent: PipelineWorker; cause: StoredEvent; events: readonly StoredEvent[] }
  | { kind: 'tick'; clock: Clock; events: readonly StoredEvent[] };

/** An event that an agent consumed. */
export interface Consumption {
  event: StoredEvent;
  agent: PipelineWorker;
}

const CLOCKS: readonly Clock[] = [slaClock, stepClock];
/** What the runtime records about the delivery of an event, whatever the agent decides. */
const OF_DELIVERY: readonly string[] = [RetryScheduled.type, DeadLettered.type];

/** Returns a recorded event as an agent gets it: its data in the newest version of the schema. @throws PermanentError naming the fault */
export function envelopeOf(event: StoredEvent): EventEnvelope {
  const definition = findEvent(event.eventType);
  if (!definition) throw new PermanentError('unknown_event', `Event type "${event.eventType}" is not known`);
  const stored = parseStoredJson(event.payloadJson) as JsonObject;
  const { version, upcast } = definition;
  return {
    id: event.eventId,
    type: event.eventType,
    source: event.source,
    time: event.createdAt.toISOString(),
    tenantId: event.tenantId,
    exceptionId: event.exceptionId,
    correlationId: event.correlationId,
    ...(event.causationId !== null && { causationId: event.causationId }),
    schemaVersion: version,
    sequence: event.sequence,
    data: upcast && event.schemaVersion < version ? upcast(stored, event.schemaVersion) : stored,
  };
}

/** Returns the agents that consume an event. */
export const consumersOf = ({ eventType }: StoredEvent): readonly PipelineWorker[] =>
  findEvent(eventType)?.consumedBy ?? [];

/** Splits the log of one exception, in order of sequence, into its steps. */
export function stepsOf(log: readonly StoredEvent[]): RecordedStep[] {
  const known = new Map(log.map((event) => [event.eventId, event]));
  const steps: RecordedStep[] = [];
  for (let start = 0; start < log.length;) {
    const step = stepAt(log, start, known);
    steps.push(step);
    start += step.events.length;
  }
  return steps;
}

/**
 * Returns the consumptions after which no event was emitted: the agent had nothing to say, or the event is still under way. One that
 * was dead-lettered in the end is not among them.
 */
export function silentConsumptions(log: readonly StoredEvent[], steps: readonly RecordedStep[]): Consumption[] {
  const spoken = new Set(
    steps.flatMap((step) => (step.kind === 'decision' ? keyOf({ event: step.cause, agent: step.agent }) : [])),
  );
  const failed = new Set(log.flatMap((event) => (event.eventType === DeadLettered.type ? event.causationId : [])));
  return log
    .filter(({ eventId }) => !failed.has(eventId))
    .flatMap((event) => consumersOf(event).map((agent) => ({ event, agent })))
    .filter((consumption) => !spoken.has(keyOf(consumption)));
}

function stepAt(log: readonly StoredEvent[], start: number, known: ReadonlyMap<string, StoredEvent>): RecordedStep {
  const first = log[start] as StoredEvent;
  const together = () => log.slice(start, endOfStep(log, start));
  if (OF_DELIVERY.includes(first.eventType)) return { kind: 'input', events: [first] };
  const agent = PIPELINE_WORKERS.find((worker) => first.source === `/sentinai/${worker}`);
  const cause = known.get(first.causationId ?? '');
  if (agent && cause && consumersOf(cause).includes(agent))
    return { kind: 'decision', agent, cause, events: together() };
  const clock = CLOCKS.find(({ name }) => first.actor.type === 'system' && first.actor.id === name);
  return clock && !cause ? { kind: 'tick', clock, events: together() } : { kind: 'input', events: [first] };
}

/** Events of one decision follow each other and have their cause, their producer and their time in common. */
function endOfStep(log: readonly StoredEvent[], start: number): number {
  const [first, ...others] = log.slice(start) as [StoredEvent, ...StoredEvent[]];
  const stranger = others.findIndex(
    (event) =>
      event.causationId !== first.causationId ||
      event.source !== first.source ||
      event.createdAt.getTime() !== first.createdAt.getTime() ||
      OF_DELIVERY.includes(event.eventType),
  );
  return stranger < 0 ? log.length : start + 1 + stranger;
}

const keyOf = ({ event, agent }: Consumption): string => `${event.eventId} ${agent}`;
