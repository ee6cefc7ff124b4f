/** Queries and response bodies of exceptions. */
import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import {
  EXCEPTION_STATUSES,
  type ExceptionStatus,
  type JsonNumber,
  type JsonObject,
  MAPPED_FIELDS,
  type MappedField,
  OCCURRED_AT_SOURCES,
  type OccurredAtSource,
  SEVERITIES,
  type Severity,
  SLA_STATES,
  type SlaState,
  STAGES,
  type Stage,
  UNDECIDED_FACTS,
  type Undecided,
  type Unreadable,
} from '@sentinai/contracts';
import { EXCEPTION_SORT_FIELDS, LOOKED_THROUGH, SEARCHED_THROUGH } from '@sentinai/persistence';
import { IsIn } from 'class-validator';
import {
  AnyOfValues,
  AnyOfWords,
  CountedPageAnswer,
  instant,
  PageQuery,
  SearchText,
  SpanEnd,
} from '@sentinai/service-kit';
import { CaseDetail } from './case-detail.dto.ts';
import { TimelineEvent } from '../timeline/timeline.dto.ts';

/** Sort orders: a field, with a `-` prefix for descending order. */
export const SORTS = EXCEPTION_SORT_FIELDS.flatMap((field) => [field, `-${field}`] as const);
export type Sort = (typeof SORTS)[number];

export class ListExceptionsQuery extends PageQuery {
  @AnyOfValues('Domain.')
  domain?: string[];

  @AnyOfValues('Exception type.')
  type?: string[];

  @AnyOfValues('Another name of `type`.')
  exception_type?: string[];

  @AnyOfWords(SEVERITIES, 'Severity.')
  severity?: Severity[];

  @AnyOfWords(EXCEPTION_STATUSES, 'Status.')
  status?: ExceptionStatus[];

  @AnyOfWords(STAGES, 'Stage in the pipeline.')
  stage?: Stage[];

  @AnyOfValues('Owner.')
  owner?: string[];

  @AnyOfValues('Source system.')
  source_system?: string[];

  @AnyOfValues('Entity.')
  entity?: string[];

  @AnyOfWords(SLA_STATES, 'State of the SLA clock.')
  sla_state?: SlaState[];

  @AnyOfWords(
    ['true', 'false', ...MAPPED_FIELDS],
    'Unreadable fields. `true`: at least one field is unreadable; `false`: none is.',
  )
  unreadable?: (MappedField | 'true' | 'false')[];

  @SpanEnd('first', 'Created at or after this time.')
  created_from?: Date;

  @SpanEnd('last', 'Created at or before this time.')
  created_to?: Date;

  @SearchText(
    'Part of the id, the entity or the title, case-insensitive. A text with three letters or digits in a row is searched for among all ' +
      `exceptions in the creation range, and the newest ${SEARCHED_THROUGH} matches are listed; a shorter one among the newest. ` +
      'A new text is found at once in the newest exceptions, and within seconds in all others.',
  )
  q?: string;

  @ApiProperty({
    enum: SORTS,
    required: false,
    default: '-created_at',
    description:
      'With `-`: descending. Equal keys are ordered by exception id; exceptions without a key come last. ' +
      `Any order but \`created_at\` covers only the newest ${LOOKED_THROUGH} in the creation range; use ` +
      '`created_to` to reach older ones.',
  })
  @IsIn(SORTS)
  sort: Sort = '-created_at';
}

export class UnreadableAnswer {
  @ApiProperty({ enum: MAPPED_FIELDS })
  field!: MappedField;

  @ApiProperty({
    example: '$.order.amount',
    description: 'Location: a path in the payload, or a field of the item.',
  })
  path!: string;

  @ApiProperty({ example: 'is not written as an amount' })
  reason!: string;
}

export class UndecidedAnswer {
  @ApiProperty({ enum: UNDECIDED_FACTS, description: 'The undecided fact; people decide it.' })
  fact!: Undecided['fact'];

  @ApiProperty({ description: 'The rule or playbook that would decide it.' })
  rule!: string;

  @ApiProperty({ example: 'amount cannot be read ($.amount: is not written as an amount)' })
  reason!: string;
}

/** An exception in a list. */
export class ExceptionItem {
  @ApiProperty()
  exception_id!: string;

  @ApiProperty()
  tenant_id!: string;

  @ApiProperty()
  domain!: string;

  @ApiProperty()
  type!: string;

  @ApiProperty({ description: 'The same as `type`.' })
  exception_type!: string;

  @ApiProperty({ enum: SEVERITIES })
  severity!: Severity;

  @ApiProperty({ enum: EXCEPTION_STATUSES })
  status!: ExceptionStatus;

  @ApiProperty({ enum: STAGES })
  stage!: Stage;

  @ApiProperty()
  source_system!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The status as named by the source.' })
  source_status!: string | null;

  @ApiProperty({ type: String, nullable: true })
  entity!: string | null;

  @ApiProperty({ type: Number, nullable: true })
  amount!: JsonNumber | null;

  @ApiProperty({ type: String, nullable: true })
  title!: string | null;

  @ApiProperty({ type: String, nullable: true })
  owner!: string | null;

  @ApiProperty(instant)
  occurred_at!: string;

  @ApiProperty({
    enum: OCCURRED_AT_SOURCES,
    nullable: true,
    description:
      'Origin of `occurred_at`: given by the sender, found in the payload, or only the time of receipt. Null for exceptions from before ' +
      'the origin was recorded.',
  })
  occurred_at_source!: OccurredAtSource | null;

  @ApiProperty({
    type: [UnreadableAnswer],
    description: 'Fields for which the source sent an unusable value; their value is null.',
  })
  unreadable!: Unreadable[];

  @ApiProperty({
    type: [UndecidedAnswer],
    description: 'Facts that rules left undecided because a field is unreadable.',
  })
  undecided!: Undecided[];

  @ApiProperty({ ...instant, nullable: true })
  sla_deadline!: string | null;

  @ApiProperty({ enum: SLA_STATES })
  sla_state!: SlaState;

  @ApiProperty({ type: 'integer', nullable: true })
  current_playbook_id!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Order of the step that runs or waits, from 1.' })
  current_step!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  domain_pack_version!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  policy_pack_version!: number | null;

  @ApiProperty({ type: 'integer', description: 'Number of actions by people.' })
  human_touches!: number;

  @ApiProperty({ ...instant, nullable: true })
  resolved_at!: string | null;

  @ApiProperty(instant)
  created_at!: string;

  @ApiProperty(instant)
  updated_at!: string;

  @ApiProperty({ description: 'Whether all its events are processed: nothing changes until a new event arrives.' })
  settled!: boolean;
}

export class ExceptionList extends CountedPageAnswer {
  @ApiProperty({
    type: [ExceptionItem],
    description:
      `A page scans at most ${LOOKED_THROUGH} exceptions. When few of them match, it holds fewer than \`limit\`, or ` +
      'none, and `next_cursor` continues from there.',
  })
  items!: ExceptionItem[];

  @ApiProperty({
    description:
      `False when only the newest ${LOOKED_THROUGH} exceptions in the creation range were counted, or the newest ${SEARCHED_THROUGH} with ` +
      'the text, or when the text index is behind: `total` is then a lower bound.',
  })
  total_is_exact!: boolean;
}

/** The policy decision. */
export class PolicyAnswer {
  @ApiProperty({ enum: ['allow', 'require_approval', 'block'] })
  decision!: 'allow' | 'require_approval' | 'block';

  @ApiProperty({ type: [String] })
  reasons!: string[];

  @ApiProperty()
  approval_required!: boolean;

  @ApiProperty({ type: String, nullable: true })
  route_to!: string | null;
}

/** One exception with all its facts, its context, and the first page of its timeline. */
export class ExceptionDetail extends IntersectionType(ExceptionItem, CaseDetail) {
  @ApiProperty({ type: PolicyAnswer, nullable: true, description: 'Null until the policy has been evaluated.' })
  policy!: PolicyAnswer | null;

  @ApiProperty({ type: Object, description: 'The newest raw payload from the source, after redaction.' })
  payload!: JsonObject;

  @ApiProperty({ type: [TimelineEvent], description: 'The first events, in order.' })
  timeline!: TimelineEvent[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Cursor for the rest of the timeline at `…/events`. Null when the timeline is complete here.',
  })
  timeline_next_cursor!: string | null;
}
