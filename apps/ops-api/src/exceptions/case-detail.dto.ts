/** What stands behind an exception and can be done with it, as it is on the wire. */
import { ApiProperty } from '@nestjs/swagger';
import {
  CASE_COMMANDS,
  type CaseCommand,
  SEVERITIES,
  SLA_STATES,
  type Severity,
  type SlaState,
} from '@sentinai/contracts';
import { PlaybookRunAnswer } from '../playbook-run/playbook-run.dto.ts';
import { ToolExecutionItem } from '../tool-executions/tool-executions.dto.ts';

const instant = { type: String, format: 'date-time' } as const;
const instantOrNull = { ...instant, nullable: true } as const;

/** A rule that was tried. */
export class RuleAnswer {
  @ApiProperty()
  rule!: string;

  @ApiProperty({ description: 'What it answered.' })
  outcome!: string;
}

export class TriageEvidence {
  @ApiProperty(instant)
  decided_at!: string;

  @ApiProperty()
  exception_type!: string;

  @ApiProperty({ enum: SEVERITIES })
  severity!: Severity;

  @ApiProperty({ description: 'From 0 to 1.' })
  confidence!: number;

  @ApiProperty({ type: Number, nullable: true })
  sla_minutes!: number | null;

  @ApiProperty({ type: [RuleAnswer], description: 'The rules that were tried, and what each answered.' })
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

/** The newest decision of each kind, and what it rests on. */
export class Evidence {
  @ApiProperty({ type: TriageEvidence, nullable: true })
  triage!: TriageEvidence | null;

  @ApiProperty({ type: PolicyEvidence, nullable: true })
  policy!: PolicyEvidence | null;

  @ApiProperty({ type: SeverityEvidence, nullable: true, description: 'When a person has set the severity.' })
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
      'Until the deadline, below zero after it: now while the clock runs, else when the exception was resolved.',
  })
  remaining_seconds!: number | null;

  @ApiProperty({ ...instantOrNull, description: 'When the next warning is due.' })
  next_check_at!: string | null;
}

export const STATUS_AUTHORITIES = ['platform', 'source'] as const;

export class CaseDetail {
  @ApiProperty({
    enum: STATUS_AUTHORITIES,
    description: '`source`: it is the system of record, and it alone says when the exception is resolved.',
  })
  status_authority!: (typeof STATUS_AUTHORITIES)[number];

  @ApiProperty({ enum: CASE_COMMANDS, isArray: true, description: 'The commands it would obey as it stands.' })
  legal_commands!: CaseCommand[];

  @ApiProperty({ type: SlaClock })
  sla!: SlaClock;

  @ApiProperty({ type: Evidence })
  evidence!: Evidence;

  @ApiProperty({ type: PlaybookRunAnswer })
  playbook!: PlaybookRunAnswer;

  @ApiProperty({ type: [ToolExecutionItem], description: 'The newest 50, newest first.' })
  tool_runs!: ToolExecutionItem[];
}
