/** What is asked and answered about the pipeline, as it is on the wire. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { EXCEPTION_STATUSES, type ExceptionStatus, STAGES, type Stage } from '@sentinai/contracts';
import { IsOptional, IsString } from 'class-validator';

export class PipelineQuery {
  /** Checked by the tenant guard before it comes here. */
  @ApiPropertyOptional({ type: String, description: 'May be left out when the token names one tenant only.' })
  @IsOptional()
  @IsString()
  tenant_id?: string;
}

/** One required count for each word. */
const countsOf = (words: readonly string[]) => ({
  type: 'object' as const,
  properties: Object.fromEntries(words.map((word) => [word, { type: 'integer' as const }])),
  required: [...words],
  additionalProperties: false,
});

export class PipelineState {
  @ApiProperty()
  tenant_id!: string;

  @ApiProperty({ type: 'integer', description: "The tenant's exceptions." })
  total!: number;

  @ApiProperty({ type: 'integer', description: 'Events that a worker has still to process. 0: the pipeline is idle.' })
  in_flight!: number;

  @ApiProperty(countsOf(STAGES))
  by_stage!: Record<Stage, number>;

  @ApiProperty(countsOf(EXCEPTION_STATUSES))
  by_status!: Record<ExceptionStatus, number>;

  @ApiProperty({ type: 'integer', description: 'Events set aside that wait for a decision.' })
  dead_letters!: number;

  @ApiProperty({ format: 'date-time' })
  as_of!: string;
}
