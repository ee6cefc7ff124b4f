/** Queries and answers about exceptions, as they are on the wire. */
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
import { PageQuery } from '@sentinai/service-kit';
import { AnyOfValues, AnyOfWords, SearchText, SpanEnd } from '../paging/filter.decorators.ts';
import { PageAnswer } from '../paging/page.dto.ts';
import { CaseDetail } from './case-detail.dto.ts';
import { TimelineEvent } from '../timeline/timeline.dto.ts';

/** A field, with `-` in front for the greatest first. */
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

  @AnyOfWords(STAGES, 'How far it has come in the pipeline.')
  stage?: Stage[];

  @AnyOfValues('Owner.')
  owner?: string[];

  @AnyOfValues('Source system.')
  source_system?: string[];

  @AnyOfValues('Entity.')
  entity?: string[];

  @AnyOfWords(SLA_STATES, 'Where the SLA clock stands.')
  sla_state?: SlaState[];

  @AnyOfWords(
    ['true', 'false', ...MAPPED_FIELDS],
    'Fields that cannot be read. `true`: whichever; `false`: none cannot be read.',
  )
  unreadable?: (MappedField | 'true' | 'false')[];

  @SpanEnd('first', 'Created then or later.')
  created_from?: Date;

  @SpanEnd('last', 'Created then or earlier.')
  created_to?: Date;

  @SearchText(
    'Part of the id, the entity or the title, in any case. A text with three letters or digits in a row is looked for among all ' +
      `exceptions of the span of creation, and the newest ${SEARCHED_THROUGH} that have it are listed; a shorter one among the newest.`,
  )
  q?: string;

  @ApiProperty({
    enum: SORTS,
    required: false,
    default: '-created_at',
    description:
      'With `-`: greatest first. Equal keys are ordered by exception id; what has no key comes last. ' +
      `Any order but by \`created_at\` is among the newest ${LOOKED_THROUGH} of the span of creation: older ones are ` +
      'reached by `created_to`.',
  })
  @IsIn(SORTS)
  sort: Sort = '-created_at';
}

const instant = { type: String, format: 'date-time' } as const;

export class UnreadableAnswer {
  @ApiProperty({ enum: MAPPED_FIELDS })
  field!: MappedField;

  @ApiProperty({
    example: '$.order.amount',
    description: 'Where it stands: a place in the payload, or a field of the item.',
  })
  path!: string;

  @ApiProperty({ example: 'is not written as an amount' })
  reason!: string;
}

export class UndecidedAnswer {
  @ApiProperty({ enum: UNDECIDED_FACTS, description: 'What is undecided; people decide it.' })
  fact!: Undecided['fact'];

  @ApiProperty({ description: 'The rule or playbook that would decide it.' })
  rule!: string;

  @ApiProperty({ example: 'amount cannot be read ($.amount: is not written as an amount)' })
  reason!: string;
}

/** An exception as a list shows it. */
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

  @ApiProperty({ type: String, nullable: true, description: 'The state as its source names it.' })
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
      'Where `occurred_at` comes from: the sender gave it, it was found in the payload, or it is only the time of receipt. Null for an ' +
      'exception of before it was recorded.',
  })
  occurred_at_source!: OccurredAtSource | null;

  @ApiProperty({
    type: [UnreadableAnswer],
    description: 'Fields for which the source sent something that cannot be used; their value is null.',
  })
  unreadable!: Unreadable[];

  @ApiProperty({ type: [UndecidedAnswer], description: 'What rules left open because a field cannot be read.' })
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

  @ApiProperty({ type: 'integer', description: 'How often a person had to do something.' })
  human_touches!: number;

  @ApiProperty({ ...instant, nullable: true })
  resolved_at!: string | null;

  @ApiProperty(instant)
  created_at!: string;

  @ApiProperty(instant)
  updated_at!: string;

  @ApiProperty({ description: 'Every event on it has been processed: nothing will change without something new.' })
  settled!: boolean;
}

export class ExceptionList extends PageAnswer {
  @ApiProperty({
    type: [ExceptionItem],
    description:
      `A page looks through ${LOOKED_THROUGH} exceptions at most. When few of them match, it holds fewer than \`limit\`, or ` +
      'none, and `next_cursor` goes on from there.',
  })
  items!: ExceptionItem[];

  @ApiProperty({
    description:
      `False when only the newest ${LOOKED_THROUGH} exceptions of the span of creation were counted, or the newest ${SEARCHED_THROUGH} that ` +
      'have the text: `total` is then the least there may be.',
  })
  total_is_exact!: boolean;
}

/** What policy decided. */
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

/** Everything about one exception, what stands behind it, and the beginning of its timeline. */
export class ExceptionDetail extends IntersectionType(ExceptionItem, CaseDetail) {
  @ApiProperty({ type: PolicyAnswer, nullable: true, description: 'Null until policy has been evaluated.' })
  policy!: PolicyAnswer | null;

  @ApiProperty({ type: Object, description: 'The newest raw payload from the source, after redaction.' })
  payload!: JsonObject;

  @ApiProperty({ type: [TimelineEvent], description: 'The first events, in order.' })
  timeline!: TimelineEvent[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Cursor for the rest of the timeline at `…/events`. Null when it is all here.',
  })
  timeline_next_cursor!: string | null;
}
