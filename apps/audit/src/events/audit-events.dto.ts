/** Query and response bodies of the audit trail. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AUDIT_ACTOR_TYPES, type AuditActorType, type JsonObject } from '@sentinai/contracts';
import { NamedTenant, PageAnswer, PageQuery, SpanEnd, TextFilter } from '@sentinai/service-kit';
import { IsIn, IsOptional } from 'class-validator';

export class ListAuditEventsQuery extends PageQuery {
  @NamedTenant()
  tenant_id?: string;

  @TextFilter({ maxLength: 256, description: 'Who did it: the subject of a token, `key:<id>`, the name of an agent.' })
  actor?: string;

  @ApiPropertyOptional({ enum: AUDIT_ACTOR_TYPES })
  @IsOptional()
  @IsIn(AUDIT_ACTOR_TYPES)
  actor_type?: AuditActorType;

  @TextFilter({
    maxLength: 128,
    description: 'An action such as `pack.activated`, or with `pack.` all actions on packs.',
  })
  action?: string;

  @TextFilter({ maxLength: 64, description: 'Type of the subject, such as `tenant` or `exception`.' })
  subject_type?: string;

  @TextFilter({ maxLength: 512, description: 'Id of the subject. Requires `subject_type`.' })
  subject_id?: string;

  @TextFilter({ maxLength: 128, description: 'Acts that concern this exception.' })
  exception_id?: string;

  @TextFilter({ maxLength: 256, description: 'Acts of one request: its `x-request-id`.' })
  request_id?: string;

  @SpanEnd('first', 'Acts at or after this time.')
  from?: Date;

  @SpanEnd('last', 'Acts at or before this time.')
  to?: Date;
}

const state = (description: string) => ({ type: Object, additionalProperties: true, nullable: true, description });

export class AuditEvent {
  @ApiProperty({ format: 'uuid' })
  audit_id!: string;

  @ApiProperty()
  tenant_id!: string;

  @ApiProperty({ format: 'date-time' })
  occurred_at!: string;

  @ApiProperty({ enum: AUDIT_ACTOR_TYPES, description: '`cli`: a command on a machine of the operators.' })
  actor_type!: AuditActorType;

  @ApiProperty({ example: 'ann@example.org' })
  actor_id!: string;

  @ApiProperty({ example: 'pack.activated' })
  action!: string;

  @ApiProperty({ example: 'domain_pack' })
  subject_type!: string;

  @ApiProperty()
  subject_id!: string;

  @ApiProperty({ type: String, nullable: true })
  exception_id!: string | null;

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null;

  @ApiProperty(state('The subject before, as far as it changed; null when it did not exist.'))
  before!: JsonObject | null;

  @ApiProperty(
    state('The subject after, as far as it changed. For a command to an exception: what the person ordered.'),
  )
  after!: JsonObject | null;

  @ApiProperty({ type: String, nullable: true, description: 'Null for what no request did.' })
  request_id!: string | null;

  @ApiProperty({ example: '/sentinai/governance', description: 'The service that did it.' })
  source!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The event that says the same.' })
  event_id!: string | null;
}

export class AuditEventList extends PageAnswer {
  @ApiProperty({ type: [AuditEvent], description: 'Newest first.' })
  items!: AuditEvent[];
}
