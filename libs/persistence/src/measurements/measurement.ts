/** The workers' measurements: a tenant's counts and durations by minute and by hour. */
import type { DurationCounts } from '@sentinai/domain';

/** `worker`: the time from an event to the end of its processing; `exception`: a stage of an exception's life. */
export type MeasurementKind = 'worker' | 'exception';

/** Subject of a measurement: the tenant and what is measured. */
export interface MeasurementSubject {
  tenantId: string;
  kind: MeasurementKind;
  /** Name of the worker or of the stage. */
  name: string;
}

export interface MeasuredCounts {
  /** Number of events processed, or of exceptions measured. */
  processed: number;
  /** Number of failed attempts that will be retried. */
  retried: number;
  deadLettered: number;
}

/** One process's measurement of a subject in one minute; it is added to what the process has stored before. */
export interface Measurement extends MeasurementSubject, MeasuredCounts {
  /** Start of the minute. */
  minute: Date;
  durations: DurationCounts;
}
