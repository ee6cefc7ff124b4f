/** Event contracts and how to declare them. One file per event in `events/`. */
import type { Static, TObject } from 'typebox';
import { Compile } from 'typebox/compile';
import type { EventEnvelope } from './envelope.ts';
import type { Fault } from './error-codes.ts';
import type { Topic } from './topics.ts';
import type { JsonObject } from './vocabulary.ts';

/** Workers of the pipeline: an exception is settled when they have processed all its events. */
export const PIPELINE_WORKERS = ['intake', 'triage', 'policy', 'playbook', 'tool', 'feedback'] as const;
export type PipelineWorker = (typeof PIPELINE_WORKERS)[number];

/** The contract of one event type: its topic, consumers and payload schema. */
export interface EventDefinition<Type extends string = string, Schema extends TObject = TObject> {
  readonly type: Type;
  /** Newest schema version. Older ones are upcast on read; newer ones are refused. */
  readonly version: number;
  readonly topic: Topic;
  /**
   * Subject of the event. Default: an exception, whose timeline contains the event. An event about a tenant has no exception, no
   * sequence and no timeline, and no pipeline worker consumes it.
   */
  readonly subject?: 'tenant';
  /** Summary of the event in one sentence. */
  readonly summary: string;
  /** The pipeline workers that consume it. Observers outside the pipeline are not listed. */
  readonly consumedBy: readonly PipelineWorker[];
  readonly schema: Schema;
  /** Whether `data` is valid at the newest version. Compiled: takes a fraction of a microsecond. */
  readonly isValid: (data: unknown) => data is Static<Schema>;
  /** Returns the faults of `data` with their paths; empty when valid. */
  readonly faults: (data: unknown) => Fault[];
  /** Converts data of an older version to the newest. Absent while there is only one version. */
  readonly upcast?: (data: JsonObject, fromVersion: number) => JsonObject;
}

/** The payload type of an event definition: `DataOf<typeof TriageCompleted>`. */
export type DataOf<D extends EventDefinition> = Static<D['schema']>;

/** The events of these definitions: their `type` tells a `switch` which data they have. `EventOf<typeof A | typeof B>`. */
export type EventOf<D extends EventDefinition> = D extends unknown
  ? EventEnvelope<DataOf<D>> & { type: D['type'] }
  : never;

type Declaration<Type extends string, Schema extends TObject> = Omit<
  EventDefinition<Type, Schema>,
  'isValid' | 'faults'
>;

/** Declares an event; compiles its schema once, at start-up. */
export function defineEvent<const Type extends string, Schema extends TObject>(
  declaration: Declaration<Type, Schema>,
): EventDefinition<Type, Schema> {
  const validator = Compile(declaration.schema);
  return {
    ...declaration,
    isValid: (data): data is Static<Schema> => validator.Check(data),
    faults: (data) =>
      validator.Errors(data).map((error) => ({ path: error.instancePath || '/', message: error.message })),
  };
}
