/** Commands to exceptions and what became of them, as they are on the wire. */
import { ApiProperty } from '@nestjs/swagger';
import { SEVERITIES, STEP_REFUSALS, type Severity, type StepRefusalReason } from '@sentinai/contracts';
import { IsIn } from 'class-validator';
import { MAX_NAME_LENGTH, MAX_NOTE_LENGTH, OptionalText, RequiredText, TextOrNull } from '@sentinai/service-kit';
import { TimelineEvent } from '../timeline/timeline.dto.ts';

export class AssignBody {
  @TextOrNull({
    maxLength: MAX_NAME_LENGTH,
    example: 'desk-2',
    description: 'The new owner; null takes the owner away.',
  })
  owner!: string | null;

  @OptionalText({ maxLength: MAX_NOTE_LENGTH, description: 'Why.' })
  note?: string | null;
}

export class CommentBody {
  @RequiredText({ maxLength: MAX_NOTE_LENGTH, example: 'The client called.', description: 'What is to be said.' })
  comment!: string;
}

export class ChangeSeverityBody {
  @ApiProperty({ enum: SEVERITIES })
  @IsIn(SEVERITIES)
  severity!: Severity;

  @RequiredText({ maxLength: MAX_NOTE_LENGTH, example: 'More accounts are affected.', description: 'Why.' })
  reason!: string;
}

export class EscalateBody {
  @RequiredText({ maxLength: MAX_NOTE_LENGTH, example: 'This is beyond my limit.', description: 'Why.' })
  reason!: string;

  @OptionalText({
    maxLength: MAX_NAME_LENGTH,
    example: 'head-of-desk',
    description: 'To whom. Default: to whom policy routes it.',
  })
  to?: string | null;
}

export class ResolveBody {
  @RequiredText({ maxLength: MAX_NOTE_LENGTH, example: 'The counterparty has paid.', description: 'How it ended.' })
  resolution!: string;
}

export class ReopenBody {
  @RequiredText({ maxLength: MAX_NOTE_LENGTH, example: 'The payment bounced.', description: 'Why.' })
  reason!: string;
}

/**
 * `pending`: not yet its turn. `applied`: obeyed. `refused`: when its turn came it was no longer legal, or there was nothing to change.
 * `failed`: it could not be processed and was set aside.
 */
export const COMMAND_STATUSES = ['pending', 'applied', 'refused', 'failed'] as const;
export type CommandStatus = (typeof COMMAND_STATUSES)[number];

export class CommandRefusal {
  @ApiProperty({
    enum: STEP_REFUSALS,
    description:
      '`not_waiting`: no such step waits, or it waits for another command. `quorum_reached`: enough people had approved before. ' +
      '`already_approved`: the same person had. `requester`: they asked for what is to be approved. `role`: their roles do not ' +
      'suffice. `reason_missing`: a rejection without a reason.',
  })
  reason!: StepRefusalReason;

  @ApiProperty({ description: 'The same for people.' })
  detail!: string;
}

export class CommandState {
  @ApiProperty({ format: 'uuid' })
  command_id!: string;

  @ApiProperty()
  tenant_id!: string;

  @ApiProperty()
  exception_id!: string;

  @ApiProperty({ type: 'integer' })
  sequence!: number;

  @ApiProperty({ description: 'Type of the event that records it.' })
  event_type!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The command itself: `assign`, `approve`.' })
  command!: string | null;

  @ApiProperty({ description: 'The subject of the token that sent it.' })
  requested_by!: string;

  @ApiProperty({ format: 'date-time' })
  requested_at!: string;

  @ApiProperty({
    enum: COMMAND_STATUSES,
    description:
      '`pending`: not yet its turn. `applied`: obeyed. `refused`: when its turn came it was no longer legal, or there was nothing ' +
      'to change. `failed`: it could not be processed and was set aside.',
  })
  status!: CommandStatus;

  @ApiProperty({
    type: CommandRefusal,
    nullable: true,
    description:
      'Why a command to a step was refused; the timeline has it as `StepCommandRefused`. Null of all others.',
  })
  refusal!: CommandRefusal | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  processed_at!: string | null;

  @ApiProperty({ type: [TimelineEvent], description: 'What it led to.' })
  events!: TimelineEvent[];
}
