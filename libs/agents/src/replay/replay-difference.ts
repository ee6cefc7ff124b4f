/** Compares what a replay emits with what the log has. */
import { type JsonObject, parseJson, sameJson } from '@sentinai/contracts';
import type { StoredEvent } from '@sentinai/messaging/agent';
import { envelopeOf } from './recorded-events.ts';

/** Where the replay and the log part. The case is replayed no further: what follows would rest on another history. */
export interface ReplayDifference {
  tenantId: string;
  exceptionId: string;
  /** Sequence of the event at which they part. */
  sequence: number;
  /** Null where the log has no event, or the replay emits none. */
  recorded: EventSummary | null;
  replayed: EventSummary | null;
  /** Why the agent did not decide; null when it did. */
  error: string | null;
}

export interface EventSummary {
  type: string;
  data: unknown;
}

/** Ends the replay of a case at its first difference. */
export class Parted extends Error {
  override readonly name = 'Parted';
  readonly difference: ReplayDifference;

  constructor(recorded: StoredEvent | undefined, replayed: StoredEvent | undefined, error?: unknown) {
    super('The replay and the log part');
    const { tenantId, exceptionId, sequence } = (recorded ?? replayed) as StoredEvent;
    this.difference = {
      tenantId,
      exceptionId,
      sequence,
      recorded: recorded ? { type: recorded.eventType, data: envelopeOf(recorded).data } : null,
      replayed: replayed ? { type: replayed.eventType, data: dataOf(replayed) } : null,
      error: error instanceof Error ? error.message : null,
    };
  }
}

/** @throws Parted at the first event that is not the same, is missing, or is there in addition */
export function refuseDifference(recorded: readonly StoredEvent[], replayed: readonly StoredEvent[]): void {
  for (let index = 0; index < Math.max(recorded.length, replayed.length); index += 1) {
    const [one, other] = [recorded[index], replayed[index]];
    if (!one || !other || !isSame(one, other)) throw new Parted(one, other);
  }
}

/** The recorded one may be of an older version of its schema. Their times are the same, since the replay decides at the recorded time. */
const isSame = (recorded: StoredEvent, replayed: StoredEvent): boolean =>
  recorded.eventId === replayed.eventId &&
  recorded.eventType === replayed.eventType &&
  recorded.sequence === replayed.sequence &&
  recorded.correlationId === replayed.correlationId &&
  recorded.causationId === replayed.causationId &&
  sameJson(recorded.actor, replayed.actor) &&
  sameJson(envelopeOf(recorded).data, dataOf(replayed));

const dataOf = ({ payloadJson }: StoredEvent): JsonObject => parseJson(payloadJson) as JsonObject;
