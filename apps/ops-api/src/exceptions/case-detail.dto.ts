/** Response bodies for the evidence of an exception and the legal commands. */
import { ApiProperty } from '@nestjs/swagger';
import {
  EXCEPTION_COMMANDS,
  type ExceptionCommand,
  SEVERITIES,
  SLA_STATES,
  type Severity,
  type SlaState,
} from '@sentinai/contracts';
import { PlaybookRunAnswer } from '../playbook-run/playbook-run.dto.ts';
import { ToolExecutionItem } from '../tool-executions/tool-executions.dto.ts';
import { instant, instantOrNull } from '@sentinai/service-kit';

/** An evaluated rule. */
export class RuleAnswer {
  @ApiProperty()
  rule!: string;

  @ApiProperty({ description: 'Outcome of the rule.' })
  outcome!: string;
}

export class TriageEvidence {
  @ApiProperty(instant)
  decided_at!: string;

  @ApiProperty()
  exception_type!: string;

  @ApiProperty({ enum: SEVERITIES })
  severity!: Severity;

  @ApiProperty({ description: 'Confidence, from 0 to 1.' })
  confidence!: number;

  @ApiProperty({ type: Number, nullable: true })
  sla_minutes!: number | null;

  @ApiProperty({ type: [RuleAnswer], description: 'The evaluated rules with their outcomes.' })
  rules!: RuleAnswer[];

  @ApiProperty({ type: 'integer' })
  domain_pack_version!: number;

  @ApiProperty({ type: 'integer', nullable: true })
  policy_pack_version!: number | null;
}

export class PolicyEvidence {
  @ApiProperty(instant)
  decided_at!: string;

  @ApiProperty({ enum: ['allow', 'require_approval', 'block'] })
  decision!: 'allow' | 'require_approval' | 'block';

  @ApiProperty()
  approval_required!: boolean;

  @ApiProperty({ type: [String] })
  reasons!: string[];

  @ApiProperty({ type: String, nullable: true })
  route_to!: string | null;
}

export class SeverityEvidence {
  @ApiProperty(instant)
  changed_at!: string;

  @ApiProperty({ enum: SEVERITIES })
  from!: Severity;

  @ApiProperty({ enum: SEVERITIES })
  to!: Severity;

  @ApiProperty()
  reason!: string;

  @ApiProperty({ example: 'user:ann@example.org' })
  changed_by!: string;
}

/** The newest decision of each kind, with its grounds. */
export class Evidence {
  @ApiProperty({ type: TriageEvidence, nullable: true })
  triage!: TriageEvidence | null;

  @ApiProperty({ type: PolicyEvidence, nullable: true })
  policy!: PolicyEvidence | null;

  @ApiProperty({ type: SeverityEvidence, nullable: true, description: 'Present if a person has set the severity.' })
  severity_change!: SeverityEvidence | null;
}

export class SlaClock {
  @ApiProperty({ enum: SLA_STATES })
  state!: SlaState;

  @ApiProperty(instantOrNull)
  deadline!: string | null;

  @ApiProperty({ description: 'False when no SLA applies, and when the exception is resolved.' })
  running!: boolean;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'Time until the deadline, negative after it: as of now while the clock runs, else as of the resolution.',
  })
  remaining_seconds!: number | null;

  @ApiProperty({ ...instantOrNull, description: 'Time at which the next warning is due.' })
  next_check_at!: string | null;
}

export const STATUS_AUTHORITIES = ['platform', 'source'] as const;

export class CaseDetail {
  @ApiProperty({
    enum: STATUS_AUTHORITIES,
    description: '`source`: the source is the system of record and alone decides when the exception is resolved.',
  })
  status_authority!: (typeof STATUS_AUTHORITIES)[number];

  @ApiProperty({
    enum: EXCEPTION_COMMANDS,
    isArray: true,
    description: 'Commands that are legal in the current state.',
  })
  legal_commands!: ExceptionCommand[];

  @ApiProperty({ type: SlaClock })
  sla!: SlaClock;

  @ApiProperty({ type: Evidence })
  evidence!: Evidence;

  @ApiProperty({ type: PlaybookRunAnswer })
  playbook!: PlaybookRunAnswer;

  @ApiProperty({ type: [ToolExecutionItem], description: 'The newest 50, newest first.' })
  tool_runs!: ToolExecutionItem[];
}
