/** Query and response bodies of the pipeline's state. */
import { ApiProperty } from '@nestjs/swagger';
import { EXCEPTION_STATUSES, type ExceptionStatus, STAGES, type Stage } from '@sentinai/contracts';
import { LOOKED_THROUGH } from '@sentinai/persistence';
import { IsIn } from 'class-validator';
import { countsOf, NamedTenant } from '@sentinai/service-kit';
import { type Window, WINDOWS } from './pipeline.window.ts';

export class PipelineQuery {
  @NamedTenant()
  tenant_id?: string;

  @ApiProperty({
    enum: WINDOWS,
    required: false,
    default: '5m',
    description: 'Window of `workers` and `durations`, up to now.',
  })
  @IsIn(WINDOWS)
  window: Window = '5m';
}

const milliseconds = { type: Number, nullable: true } as const;

/** Durations in milliseconds; quantiles are accurate within 9.1 %. Null: nothing was measured. */
export class Durations {
  @ApiProperty(milliseconds)
  mean!: number | null;

  @ApiProperty(milliseconds)
  p50!: number | null;

  @ApiProperty(milliseconds)
  p95!: number | null;

  @ApiProperty(milliseconds)
  p99!: number | null;

  @ApiProperty(milliseconds)
  max!: number | null;
}

/** A worker's activity for the tenant in the window, over all its copies. */
export class WorkerState {
  @ApiProperty()
  worker!: string;

  @ApiProperty({ type: 'integer', description: 'Events processed.' })
  processed!: number;

  @ApiProperty()
  events_per_second!: number;

  @ApiProperty({ type: 'integer', description: 'Failed attempts: retries and dead letters.' })
  failures!: number;

  @ApiProperty({ type: 'integer', description: 'Failed attempts that are retried.' })
  retries!: number;

  @ApiProperty({ type: 'integer', description: 'Events moved to the dead letters.' })
  dead_letters!: number;

  @ApiProperty({ type: Durations, description: "Latency from an event's own time to the end of its processing." })
  latency_ms!: Durations;
}

/** Stage durations of exceptions that finished in the window. */
export class StageDurations {
  @ApiProperty({ description: '`ingest_to_feedback` is the total; the others are its stages.' })
  stage!: string;

  @ApiProperty({ type: 'integer' })
  exceptions!: number;

  @ApiProperty({ type: Durations })
  duration_ms!: Durations;
}

export class PipelineState {
  @ApiProperty()
  tenant_id!: string;

  @ApiProperty({ type: 'integer', description: `The tenant's exceptions, the newest ${LOOKED_THROUGH} at most.` })
  total!: number;

  @ApiProperty({ description: 'Whether `total`, `by_stage` and `by_status` cover all exceptions.' })
  total_is_exact!: boolean;

  @ApiProperty({ type: 'integer', description: 'Events that a worker still has to process. 0: the pipeline is idle.' })
  in_flight!: number;

  @ApiProperty({
    description: `False when more than ${LOOKED_THROUGH} exceptions are in flight: there are more events than counted.`,
  })
  in_flight_is_exact!: boolean;

  @ApiProperty(countsOf(STAGES))
  by_stage!: Record<Stage, number>;

  @ApiProperty(countsOf(EXCEPTION_STATUSES))
  by_status!: Record<ExceptionStatus, number>;

  @ApiProperty({ type: 'integer', description: 'Dead letters that wait for a decision.' })
  dead_letters!: number;

  @ApiProperty({ description: 'False when there are more dead letters than counted.' })
  dead_letters_is_exact!: boolean;

  @ApiProperty({ enum: WINDOWS })
  window!: Window;

  @ApiProperty({ format: 'date-time', description: 'Start of the window: a whole minute or hour.' })
  from!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'End of the window. Activity of the last ten seconds may be missing.',
  })
  as_of!: string;

  @ApiProperty({ type: [WorkerState], description: 'In the order of the pipeline.' })
  workers!: WorkerState[];

  @ApiProperty({ type: [StageDurations] })
  durations!: StageDurations[];
}
