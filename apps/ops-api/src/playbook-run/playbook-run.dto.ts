/** Response bodies of an exception's playbook. */
import { ApiProperty } from '@nestjs/swagger';
import {
  type JsonObject,
  STEP_COMMANDS,
  STEP_STATUSES,
  STEP_TIMERS,
  type StepCommand,
  type StepStatus,
  type StepTimerKind,
} from '@sentinai/contracts';
import { instantOrNull, PlaybookAnswer } from '@sentinai/service-kit';

/**
 * `none`: no playbook matches, or policy has not been evaluated yet. `matched`: chosen, not started. `stopped`: the case was resolved
 * while the playbook waited for people.
 */
export const PLAYBOOK_STATUSES = ['none', 'matched', 'running', 'completed', 'failed', 'stopped'] as const;
export type PlaybookStatus = (typeof PLAYBOOK_STATUSES)[number];

export class StepTimerAnswer {
  @ApiProperty({
    enum: STEP_TIMERS,
    description:
      '`retry`: the step is retried at that time. `timeout`, `approval`: it fails then, unless it has ended or been approved.',
  })
  kind!: StepTimerKind;

  @ApiProperty({ format: 'date-time' })
  due_at!: string;
}

export class StepApprovalAnswer {
  @ApiProperty({ type: [String], description: 'Roles that may approve: any of these, or a higher one.' })
  roles!: string[];

  @ApiProperty({ type: 'integer', description: 'Number of different people who must approve.' })
  quorum!: number;

  @ApiProperty({ type: [String], description: 'Reasons for the approval.' })
  reasons!: string[];

  @ApiProperty({ type: [String], description: 'Requesters of the action, who may not approve it.' })
  not_by!: string[];
}

export class ExpectedStepAnswer {
  @ApiProperty({ type: 'integer' })
  order!: number;

  @ApiProperty({ enum: STEP_COMMANDS, isArray: true, description: 'Legal commands.' })
  commands!: StepCommand[];
}

export class PlaybookStepAnswer {
  @ApiProperty({ type: 'integer', description: 'Position in the playbook, from 1.' })
  order!: number;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  action_type!: string;

  @ApiProperty({ enum: STEP_STATUSES })
  status!: StepStatus;

  @ApiProperty({ type: 'integer' })
  attempts!: number;

  @ApiProperty(instantOrNull)
  started_at!: string | null;

  @ApiProperty(instantOrNull)
  ended_at!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'user:ann@example.org',
    description: 'Actor who ended the step.',
  })
  actor!: string | null;

  @ApiProperty({ type: String, nullable: true })
  note!: string | null;

  @ApiProperty({ type: StepTimerAnswer, nullable: true, description: 'Timer that ends the wait.' })
  timer!: StepTimerAnswer | null;

  @ApiProperty({
    type: StepApprovalAnswer,
    nullable: true,
    description: 'Requirements of the approval; null: none was requested.',
  })
  approval!: StepApprovalAnswer | null;

  @ApiProperty({ type: [String], description: 'People who have approved so far.' })
  approvals!: string[];

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Id of the tool execution.' })
  execution_id!: string | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'Arguments of the tool call, or of the action once approved: an approval fixes them.',
  })
  arguments!: JsonObject | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'Response of the tool, or the result entered by a person.',
  })
  result!: JsonObject | null;

  @ApiProperty({ type: String, nullable: true })
  error!: string | null;
}

export class PlaybookCandidateAnswer extends PlaybookAnswer {
  @ApiProperty()
  matched!: boolean;

  @ApiProperty({
    type: [String],
    description: 'Reasons for the match; or the reasons against it, when it did not match.',
  })
  why!: string[];
}

export class PlaybookRunAnswer {
  @ApiProperty()
  exception_id!: string;

  @ApiProperty({ type: PlaybookAnswer, nullable: true })
  playbook!: PlaybookAnswer | null;

  @ApiProperty({ enum: PLAYBOOK_STATUSES })
  status!: PlaybookStatus;

  @ApiProperty(instantOrNull)
  started_at!: string | null;

  @ApiProperty(instantOrNull)
  ended_at!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Order of the step that runs or waits.' })
  current_step!: number | null;

  @ApiProperty({
    type: ExpectedStepAnswer,
    nullable: true,
    description: 'The step that waits for a person; null: none does.',
  })
  expected_step!: ExpectedStepAnswer | null;

  @ApiProperty({ type: [PlaybookStepAnswer] })
  steps!: PlaybookStepAnswer[];

  @ApiProperty({ type: [PlaybookCandidateAnswer], description: 'The playbooks that were tried, in that order.' })
  candidates!: PlaybookCandidateAnswer[];
}
