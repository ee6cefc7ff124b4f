/** What the workers measure: counts and durations of a tenant, by the minute and by the hour. */
import type { DurationCounts } from '@sentinai/domain';

/** `worker`: an event, from its own time until it was processed; `exception`: a stage of an exception's life. */
export type MeasurementKind = 'worker' | 'exception';

/** What is measured, of whom. */
export interface MeasurementSubject {
  tenantId: string;
  kind: MeasurementKind;
  /** The worker, or the stage. */
  name: string;
}

export interface MeasuredCounts {
  /** Events processed, or exceptions measured. */
  processed: number;
  /** Attempts that failed and are made again. */
  retried: number;
  deadLettered: number;
}

/** What one process measured of one subject in one minute; to be added to what it has stored of it before. */
export interface Measurement extends MeasurementSubject, MeasuredCounts {
  /** The first instant of the minute. */
  minute: Date;
  durations: DurationCounts;
}
