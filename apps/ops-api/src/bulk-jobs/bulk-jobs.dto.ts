/** Request and response bodies of bulk jobs. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode, REDECISION_COMMANDS, SEVERITIES, type Severity } from '@sentinai/contracts';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsString } from 'class-validator';
import {
  CountedPageAnswer,
  IfGiven,
  instantOrNull,
  IsJsonObject,
  MAX_NAME_LENGTH,
  MAX_NOTE_LENGTH,
  OptionalText,
} from '@sentinai/service-kit';
import { COMMAND_STATUSES, type CommandStatus, ResetSeverity } from '../commands/commands.dto.ts';
import type { OrderedCommand } from '../commands/ordered-command.ts';
import { listQuery } from '../views/views.dto.ts';

/** Maximum number of exceptions in a job. */
export const MOST_ITEMS = 10_000;

export const BULK_COMMANDS = [
  'assign',
  'comment',
  'change_severity',
  'escalate',
  'resolve',
  'reopen',
  ...REDECISION_COMMANDS,
] as const;

export class BulkJobBody {
  @ApiProperty({ enum: BULK_COMMANDS, description: '`triage` and `evaluate_policy` require the role admin.' })
  @IsIn(BULK_COMMANDS)
  command!: OrderedCommand['command'];

  @ApiPropertyOptional({
    type: [String],
    minItems: 1,
    maxItems: MOST_ITEMS,
    description: 'Ids of the exceptions. Required unless `filter` is given; both are not allowed.',
  })
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ITEMS)
  @IsString({ each: true })
  exception_ids?: string[];

  @ApiPropertyOptional({ ...listQuery, description: `The exceptions that match now, ${MOST_ITEMS} at most.` })
  @IfGiven()
  @IsJsonObject()
  filter?: Record<string, string | string[]>;

  @OptionalText({
    maxLength: MAX_NOTE_LENGTH,
    example: 'The market was closed.',
    description: 'The comment, reason or resolution. Optional only with `assign`.',
  })
  note?: string | null;

  @OptionalText({ maxLength: MAX_NAME_LENGTH, description: 'For `assign`: the new owner; null removes the owner.' })
  owner?: string | null;

  @ApiPropertyOptional({ enum: SEVERITIES, description: 'For `change_severity`: the new severity.' })
  @IfGiven()
  @IsIn(SEVERITIES)
  severity?: Severity;

  @OptionalText({ maxLength: MAX_NAME_LENGTH, description: 'For `escalate`: the recipient.' })
  to?: string | null;

  @ResetSeverity()
  reset_severity?: boolean;
}

/** `pending` → `running` → `completed`, or `cancelled`. */
export const BULK_JOB_STATUSES = ['pending', 'running', 'completed', 'cancelled'] as const;

export class BulkJobAnswer {
  @ApiProperty({ format: 'uuid' })
  job_id!: string;

  @ApiProperty()
  tenant_id!: string;

  @ApiProperty({ enum: BULK_COMMANDS })
  command!: string;

  @ApiProperty({ enum: BULK_JOB_STATUSES })
  status!: (typeof BULK_JOB_STATUSES)[number];

  @ApiProperty()
  created_by!: string;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty(instantOrNull)
  started_at!: string | null;

  @ApiProperty(instantOrNull)
  ended_at!: string | null;

  @ApiProperty({ type: String, nullable: true })
  cancelled_by!: string | null;

  @ApiProperty({ type: 'integer', description: 'Total number of exceptions.' })
  items!: number;

  @ApiProperty({ type: 'integer', description: 'Exceptions still to be processed.' })
  pending!: number;

  @ApiProperty({ type: 'integer', description: 'Exceptions that accepted the command.' })
  accepted!: number;

  @ApiProperty({ type: 'integer', description: 'Exceptions that did not; each item gives the reason.' })
  refused!: number;

  @ApiProperty()
  status_url!: string;
}

export class BulkJobList extends CountedPageAnswer {
  @ApiProperty({ type: [BulkJobAnswer], description: 'Newest first.' })
  items!: BulkJobAnswer[];
}

export const BULK_ITEM_STATUSES = ['pending', 'accepted', 'refused', 'failed', 'cancelled'] as const;

export class BulkJobItemAnswer {
  @ApiProperty({ type: 'integer', description: 'Position in the job, from 1.' })
  place!: number;

  @ApiProperty()
  exception_id!: string;

  @ApiProperty({
    enum: BULK_ITEM_STATUSES,
    description:
      '`accepted`: the command was recorded, `command_status` gives its outcome. `refused`: it was not, `code` gives the reason. ' +
      '`failed`: internal error. `cancelled`: the job was cancelled before this item.',
  })
  status!: (typeof BULK_ITEM_STATUSES)[number];

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  command_id!: string | null;

  @ApiProperty({ type: String, enum: [...COMMAND_STATUSES, null], nullable: true })
  command_status!: CommandStatus | null;

  @ApiProperty({ type: String, enum: [...Object.keys(ERROR_CODES), null], nullable: true })
  code!: ErrorCode | null;

  @ApiProperty({ type: String, nullable: true })
  detail!: string | null;
}

export class BulkJobItemList extends CountedPageAnswer {
  @ApiProperty({ type: [BulkJobItemAnswer] })
  items!: BulkJobItemAnswer[];
}
