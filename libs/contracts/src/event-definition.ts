/** The definition of an event contract. One file per event in `events/`. */
import type { Static, TObject } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Fault } from './error-codes.ts';
import type { Topic } from './topics.ts';
import type { JsonObject } from './vocabulary.ts';

/** Workers of the pipeline: an exception is settled once they have processed all its events. */
export const PIPELINE_WORKERS = ['intake', 'triage', 'policy', 'playbook', 'tool', 'feedback'] as const;
export type PipelineWorker = (typeof PIPELINE_WORKERS)[number];

/** The contract of one event type: its topic, its consumers, and the schema of its payload. */
export interface EventDefinition<Type extends string = string, Schema extends TObject = TObject> {
  readonly type: Type;
  /** Newest schema version. Older ones are upcast on read; newer ones are rejected. */
  readonly version: number;
  readonly topic: Topic;
  /**
   * Subject of the event. Absent: an exception, whose timeline it belongs to. An event about a tenant has no
   * exception, no sequence and no timeline, and no pipeline worker consumes it.
   */
  readonly subject?: 'tenant';
  /** Meaning of the event, in one sentence. */
  readonly summary: string;
  /** The pipeline workers that consume it. Observers outside the pipeline are not listed. */
  readonly consumedBy: readonly PipelineWorker[];
  readonly schema: Schema;
  /** True when `data` is valid at the newest version. Compiled: a fraction of a microsecond. */
  readonly isValid: (data: unknown) => data is Static<Schema>;
  /** Returns the faults of `data`, each with its path; empty when valid. */
  readonly faults: (data: unknown) => Fault[];
  /** Upcasts data of an older version to the newest. Absent while there is only one version. */
  readonly upcast?: (data: JsonObject, fromVersion: number) => JsonObject;
}

/** The payload type of an event definition: `DataOf<typeof TriageCompleted>`. */
export type DataOf<D extends EventDefinition> = Static<D['schema']>;

type Declaration<Type extends string, Schema extends TObject> = Omit<
  EventDefinition<Type, Schema>,
  'isValid' | 'faults'
>;

/** Declares an event and compiles its schema once, at start-up. */
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
