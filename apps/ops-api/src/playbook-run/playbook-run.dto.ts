/** What is answered about an exception's playbook, as it is on the wire. */
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

/**
 * `none`: no playbook fits, or policy has not been evaluated yet. `matched`: chosen, not begun. `stopped`: the case was resolved while
 * the playbook waited for people.
 */
export const PLAYBOOK_STATUSES = ['none', 'matched', 'running', 'completed', 'failed', 'stopped'] as const;
export type PlaybookStatus = (typeof PLAYBOOK_STATUSES)[number];

const instantOrNull = { type: String, format: 'date-time', nullable: true } as const;

export class PlaybookAnswer {
  @ApiProperty({ type: 'integer' })
  playbook_id!: number;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class StepTimerAnswer {
  @ApiProperty({
    enum: STEP_TIMERS,
    description:
      '`retry`: it is tried again then. `timeout`, `approval`: it fails then, unless it has ended or been approved.',
  })
  kind!: StepTimerKind;

  @ApiProperty({ format: 'date-time' })
  due_at!: string;
}

export class StepApprovalAnswer {
  @ApiProperty({ type: [String], description: 'Who may approve: any one of these roles, or one above it.' })
  roles!: string[];

  @ApiProperty({ type: 'integer', description: 'How many different people have to approve.' })
  quorum!: number;

  @ApiProperty({ type: [String], description: 'Why it is asked for.' })
  reasons!: string[];

  @ApiProperty({ type: [String], description: 'Who asked for what is to be approved, and so may not approve it.' })
  not_by!: string[];
}

export class ExpectedStepAnswer {
  @ApiProperty({ type: 'integer' })
  order!: number;

  @ApiProperty({ enum: STEP_COMMANDS, isArray: true, description: 'What it would obey.' })
  commands!: StepCommand[];
}

export class PlaybookStepAnswer {
  @ApiProperty({ type: 'integer', description: 'Place in the playbook, from 1.' })
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

  @ApiProperty({ type: String, nullable: true, example: 'user:ann@example.org', description: 'Who ended the step.' })
  actor!: string | null;

  @ApiProperty({ type: String, nullable: true })
  note!: string | null;

  @ApiProperty({ type: StepTimerAnswer, nullable: true, description: 'What its wait ends with.' })
  timer!: StepTimerAnswer | null;

  @ApiProperty({
    type: StepApprovalAnswer,
    nullable: true,
    description: 'What its approval takes; null: none was asked for.',
  })
  approval!: StepApprovalAnswer | null;

  @ApiProperty({ type: [String], description: 'Who has approved so far.' })
  approvals!: string[];

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Its tool execution.' })
  execution_id!: string | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    description: 'What the tool is called with, or what is done once approved: an approval fixes it.',
  })
  arguments!: JsonObject | null;

  @ApiProperty({ type: Object, nullable: true, description: 'What the tool answered, or a person entered.' })
  result!: JsonObject | null;

  @ApiProperty({ type: String, nullable: true })
  error!: string | null;
}

export class PlaybookCandidateAnswer {
  @ApiProperty({ type: 'integer' })
  playbook_id!: number;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty()
  matched!: boolean;

  @ApiProperty({ type: [String], description: 'What fitted; what did not, when it did not match.' })
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
    description: 'The step that a person may decide about; null: none waits for anybody.',
  })
  expected_step!: ExpectedStepAnswer | null;

  @ApiProperty({ type: [PlaybookStepAnswer] })
  steps!: PlaybookStepAnswer[];

  @ApiProperty({ type: [PlaybookCandidateAnswer], description: 'The playbooks that were tried, in that order.' })
  candidates!: PlaybookCandidateAnswer[];
}
