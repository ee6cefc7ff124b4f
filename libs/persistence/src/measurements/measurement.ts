/** The workers' measurements: counts and durations of a tenant, by minute and by hour. */
import type { DurationCounts } from '@sentinai/domain';

/** `worker`: an event, from its own time until it was processed; `exception`: a stage of an exception's life. */
export type MeasurementKind = 'worker' | 'exception';

/** What is measured, and for which tenant. */
export interface MeasurementSubject {
  tenantId: string;
  kind: MeasurementKind;
  /** The worker, or the stage. */
  name: string;
}

export interface MeasuredCounts {
  /** Events processed, or exceptions measured. */
  processed: number;
  /** Failed attempts that are repeated. */
  retried: number;
  deadLettered: number;
}

/** One process's measurement of one subject in one minute; it adds to what that process has already stored. */
export interface Measurement extends MeasurementSubject, MeasuredCounts {
  /** The first instant of the minute. */
  minute: Date;
  durations: DurationCounts;
}
