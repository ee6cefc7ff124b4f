/** Response bodies of the supervisor view. */
import { ApiProperty } from '@nestjs/swagger';
import { type ExceptionStatus, SEVERITIES, SLA_STATES, type Severity, type SlaState } from '@sentinai/contracts';
import { LOOKED_THROUGH } from '@sentinai/persistence';
import { countsOf } from '@sentinai/service-kit';

/** Age since creation: up to an hour, four hours, a day, three days, a week, and older. */
export const AGE_BANDS = ['1h', '4h', '1d', '3d', '7d', 'older'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** Statuses of unresolved exceptions. */
export const UNRESOLVED = ['open', 'analyzing', 'escalated'] as const satisfies readonly ExceptionStatus[];

/** Maximum number of listed values, those with the most exceptions; the others are left out. */
export const MOST_VALUES = 50;

export class DomainCount {
  @ApiProperty()
  domain!: string;

  @ApiProperty({ type: 'integer' })
  exceptions!: number;
}

export class OwnerCount {
  @ApiProperty({ type: String, nullable: true, description: 'Null: exceptions without an owner.' })
  owner!: string | null;

  @ApiProperty({ type: 'integer' })
  exceptions!: number;
}

/** Outcomes of the newest exceptions. */
export class NewestAnswer {
  @ApiProperty({ type: 'integer', description: `Number of exceptions counted, ${LOOKED_THROUGH} at most.` })
  exceptions!: number;

  @ApiProperty({ type: 'integer' })
  resolved!: number;

  @ApiProperty({ type: 'integer' })
  sla_met!: number;

  @ApiProperty({ type: 'integer' })
  sla_missed!: number;
}

export class SupervisorView {
  @ApiProperty()
  tenant_id!: string;

  @ApiProperty({ format: 'date-time' })
  as_of!: string;

  @ApiProperty({
    type: 'integer',
    description: `Number of unresolved exceptions: the oldest ${LOOKED_THROUGH} at most.`,
  })
  unresolved!: number;

  @ApiProperty({ description: 'False when there are more: all `by_…` then cover only the oldest.' })
  unresolved_is_exact!: boolean;

  @ApiProperty(countsOf(UNRESOLVED))
  by_status!: Record<(typeof UNRESOLVED)[number], number>;

  @ApiProperty(countsOf(SEVERITIES))
  by_severity!: Record<Severity, number>;

  @ApiProperty(countsOf(SLA_STATES))
  by_sla_state!: Record<SlaState, number>;

  @ApiProperty({ ...countsOf(AGE_BANDS), description: 'By age since creation, up to the named age.' })
  by_age!: Record<AgeBand, number>;

  @ApiProperty({ type: [DomainCount], description: `The ${MOST_VALUES} with the most.` })
  by_domain!: DomainCount[];

  @ApiProperty({ type: [OwnerCount], description: `The ${MOST_VALUES} with the most.` })
  by_owner!: OwnerCount[];

  @ApiProperty({ type: NewestAnswer, description: 'Outcomes of the newest exceptions, resolved or not.' })
  newest!: NewestAnswer;
}
