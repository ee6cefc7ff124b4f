/** Request and response bodies of commands on exceptions. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SEVERITIES, STEP_REFUSALS, type Severity, type StepRefusalReason } from '@sentinai/contracts';
import { IsBoolean, IsIn } from 'class-validator';
import {
  IfGiven,
  instantOrNull,
  MAX_NAME_LENGTH,
  MAX_NOTE_LENGTH,
  OptionalText,
  RequiredText,
  TextOrNull,
} from '@sentinai/service-kit';
import { TimelineEvent } from '../timeline/timeline.dto.ts';

export class AssignBody {
  @TextOrNull({
    maxLength: MAX_NAME_LENGTH,
    example: 'desk-2',
    description: 'The new owner; null removes the owner.',
  })
  owner!: string | null;

  @OptionalText({ maxLength: MAX_NOTE_LENGTH, description: 'Reason.' })
  note?: string | null;
}

export class CommentBody {
  @RequiredText({ maxLength: MAX_NOTE_LENGTH, example: 'The client called.', description: 'Text of the comment.' })
  comment!: string;
}

export class ChangeSeverityBody {
  @ApiProperty({ enum: SEVERITIES })
  @IsIn(SEVERITIES)
  severity!: Severity;

  @RequiredText({ maxLength: MAX_NOTE_LENGTH, example: 'More accounts are affected.', description: 'Reason.' })
  reason!: string;
}

export class EscalateBody {
  @RequiredText({ maxLength: MAX_NOTE_LENGTH, example: 'This is beyond my limit.', description: 'Reason.' })
  reason!: string;

  @OptionalText({
    maxLength: MAX_NAME_LENGTH,
    example: 'head-of-desk',
    description: 'Recipient of the escalation. Default: the recipient that policy routes to.',
  })
  to?: string | null;
}

export class ResolveBody {
  @RequiredText({ maxLength: MAX_NOTE_LENGTH, example: 'The counterparty has paid.', description: 'The resolution.' })
  resolution!: string;
}

export class ReopenBody {
  @RequiredText({ maxLength: MAX_NOTE_LENGTH, example: 'The payment bounced.', description: 'Reason.' })
  reason!: string;
}

/** Whether the rules also decide a severity that a person has set. */
export const ResetSeverity = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: Boolean,
      description: 'Whether the rules also decide a severity that a person has set; by default it stays.',
    }),
    IfGiven(),
    IsBoolean(),
  );

export class TriageBody {
  @RequiredText({ maxLength: MAX_NOTE_LENGTH, example: 'The severity rules have changed.', description: 'Reason.' })
  reason!: string;

  @ResetSeverity()
  reset_severity?: boolean;
}

export class EvaluatePolicyBody {
  @RequiredText({ maxLength: MAX_NOTE_LENGTH, example: 'The approval rules have changed.', description: 'Reason.' })
  reason!: string;
}

/**
 * Outcome of a command. `pending`: not processed yet. `applied`: carried out. `refused`: when it was processed, it was no longer legal or
 * there was nothing to change. `failed`: it could not be processed and went to the dead letters.
 */
export const COMMAND_STATUSES = ['pending', 'applied', 'refused', 'failed'] as const;
export type CommandStatus = (typeof COMMAND_STATUSES)[number];

export class CommandRefusal {
  @ApiProperty({
    enum: STEP_REFUSALS,
    description:
      '`not_waiting`: the step does not wait, or waits for another command. `quorum_reached`: enough people had approved already. ' +
      '`already_approved`: the same person had approved already. `requester`: the person requested what is to be approved. `role`: ' +
      'none of their roles may approve. `reason_missing`: a rejection without a reason.',
  })
  reason!: StepRefusalReason;

  @ApiProperty({ description: 'Human-readable reason.' })
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

  @ApiProperty({ description: 'Type of the event that records the command.' })
  event_type!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The command itself: `assign`, `approve`, `triage`.' })
  command!: string | null;

  @ApiProperty({ description: 'Subject of the token that sent the command.' })
  requested_by!: string;

  @ApiProperty({ format: 'date-time' })
  requested_at!: string;

  @ApiProperty({
    enum: COMMAND_STATUSES,
    description:
      '`pending`: not processed yet. `applied`: carried out. `refused`: when it was processed, it was no longer legal or there was ' +
      'nothing to change. `failed`: it could not be processed and went to the dead letters.',
  })
  status!: CommandStatus;

  @ApiProperty({
    type: CommandRefusal,
    nullable: true,
    description:
      'Why a command to a step was refused; recorded in the timeline as `StepCommandRefused`. Null for all other commands.',
  })
  refusal!: CommandRefusal | null;

  @ApiProperty(instantOrNull)
  processed_at!: string | null;

  @ApiProperty({ type: [TimelineEvent], description: 'Events that the command led to.' })
  events!: TimelineEvent[];
}
