/** Query and response bodies of tool runs. */
import { ApiProperty } from '@nestjs/swagger';
import { type JsonObject, TOOL_EXECUTION_STATUSES, type ToolExecutionStatus } from '@sentinai/contracts';
import { LOOKED_THROUGH } from '@sentinai/persistence';
import {
  AnyOfValues,
  AnyOfWords,
  CountedPageAnswer,
  instantOrNull,
  NamedTenant,
  PageQuery,
  SpanEnd,
  TextFilter,
} from '@sentinai/service-kit';

export class ListToolExecutionsQuery extends PageQuery {
  @NamedTenant()
  tenant_id?: string;

  @AnyOfValues('Name of the tool.')
  tool?: string[];

  @AnyOfWords(TOOL_EXECUTION_STATUSES, 'Status.')
  status?: ToolExecutionStatus[];

  @TextFilter({ maxLength: 128, description: 'Runs for this exception.' })
  exception_id?: string;

  @AnyOfValues('Who asked for it: `user:<subject>` or `playbook:<name>`.')
  requested_by?: string[];

  @SpanEnd('first', 'Requested at or after this time.')
  from?: Date;

  @SpanEnd('last', 'Requested at or before this time.')
  to?: Date;
}

export class ToolExecutionItem {
  @ApiProperty({ format: 'uuid' })
  execution_id!: string;

  @ApiProperty()
  tenant_id!: string;

  @ApiProperty()
  exception_id!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Null when the tenant no longer had such a tool.' })
  tool_id!: number | null;

  @ApiProperty()
  tool!: string;

  @ApiProperty({ type: 'integer' })
  tool_version!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Step of the playbook; null for a manual run.' })
  step_order!: number | null;

  @ApiProperty({
    enum: TOOL_EXECUTION_STATUSES,
    description:
      '`waiting`: the tool is unavailable, and the run will be retried. `succeeded`, `failed`, `cancelled` are final.',
  })
  status!: ToolExecutionStatus;

  @ApiProperty({ type: 'integer', nullable: true })
  http_status!: number | null;

  @ApiProperty({ type: String, nullable: true })
  error_code!: string | null;

  @ApiProperty({ type: String, nullable: true })
  error!: string | null;

  @ApiProperty({ type: 'integer', description: 'Number of calls to the tool.' })
  attempts!: number;

  @ApiProperty({ example: 'user:ann@example.org' })
  requested_by!: string;

  @ApiProperty({ format: 'date-time' })
  requested_at!: string;

  @ApiProperty(instantOrNull)
  started_at!: string | null;

  @ApiProperty(instantOrNull)
  completed_at!: string | null;
}

export class ToolExecutionDetail extends ToolExecutionItem {
  @ApiProperty({ type: Object, additionalProperties: true, description: 'Arguments of the tool, without secrets.' })
  arguments!: JsonObject;

  @ApiProperty({
    type: Object,
    additionalProperties: true,
    nullable: true,
    description: "The tool's response, without secrets; null until it has responded, and when it failed.",
  })
  output!: JsonObject | null;
}

export class ToolExecutionList extends CountedPageAnswer {
  @ApiProperty({
    type: [ToolExecutionItem],
    description:
      `Newest first. A page scans at most ${LOOKED_THROUGH} runs. When few of them match, it holds fewer than \`limit\`, or ` +
      'none, and `next_cursor` continues from there.',
  })
  items!: ToolExecutionItem[];

  @ApiProperty({ description: `False when only the newest ${LOOKED_THROUGH} runs in the time range were counted.` })
  total_is_exact!: boolean;
}
