/** The exception as the system knows it at one moment: the row an agent decides about. */
import type {
  ExceptionStatus,
  JsonNumber,
  JsonObject,
  OccurredAtSource,
  Severity,
  SlaState,
  Stage,
  StepStatus,
  StepTimerKind,
  Undecided,
  Unreadable,
} from '@sentinai/contracts';

export interface ExceptionRecord {
  tenantId: string;
  exceptionId: string;
  domain: string;
  type: string;
  severity: Severity;
  status: ExceptionStatus;
  stage: Stage;
  sourceSystem: string;
  /** The state as its source names it (`Awaiting User Info`); null when the source says none. */
  sourceStatus: string | null;
  entity: string | null;
  amount: JsonNumber | null;
  title: string | null;
  owner: string | null;
  /** The newest raw payload from the source, after redaction. */
  payload: JsonObject;
  occurredAt: Date;
  /** Null for a case of before it was recorded. */
  occurredAtSource: OccurredAtSource | null;
  /** Fields for which the source sent something that cannot be used; their value here is null. */
  unreadable: readonly Unreadable[];
  /** What rules have left open because a field could not be read: people decide it. */
  undecided: readonly Undecided[];
  /** When the source last changed the case; older updates are recorded, not applied. */
  sourceUpdatedAt: Date | null;
  slaDeadline: Date | null;
  slaState: SlaState;
  /** When the SLA clock must be looked at next; null when nothing is due. */
  slaNextAt: Date | null;
  currentPlaybookId: number | null;
  /** Order of the step that runs or waits, from 1. */
  currentStep: number | null;
  /** When the step that waits is due to be tried again or given up; null when it may wait for ever. */
  timerAt: Date | null;
  playbookRun: PlaybookRun | null;
  policy: PolicyRecord | null;
  milestones: Milestones;
  humanTouches: number;
  domainPackVersion: number | null;
  policyPackVersion: number | null;
  resolvedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  /** Sequence of the newest event on this exception; the timeline has no gap up to it. */
  eventCount: number;
  /** Published events that a pipeline worker has still to process; 0 means settled. */
  eventsInFlight: number;
}

/** ISO-8601 instants of the first time each stage was reached. */
export type Milestones = Partial<
  Record<
    | 'ingested_at'
    | 'normalized_at'
    | 'triaged_at'
    | 'evaluated_at'
    | 'playbook_started_at'
    | 'playbook_ended_at'
    | 'escalated_at'
    | 'resolved_at'
    // the last time a person set the severity, which no later state of the source changes again
    | 'severity_set_at',
    string
  >
>;

/** What policy decided, kept with the exception so that later steps obey it. */
export interface PolicyRecord {
  decision: 'allow' | 'require_approval' | 'block';
  reasons: string[];
  approval_required: boolean;
  route_to: string | null;
}

/** A running or ended playbook. Everything a copy of the worker needs to go on after a crash. */
export interface PlaybookRun {
  playbook_id: number;
  name: string;
  version: number;
  /** `stopped`: the case was resolved while the playbook waited for people. */
  status: 'running' | 'completed' | 'failed' | 'stopped';
  /**
   * What the playbook was matched on. The run works with these: what it does must not depend on whether a later state of
   * the source arrives just before or just after a step.
   */
  matched: { exception_type: string; severity: Severity };
  started_at: string;
  ended_at?: string;
  /** Who had the playbook matched anew, or a step tried again: subjects of their tokens. */
  requested_by?: string[];
  /** Order of the step whose failure ended the run; it may be tried again. */
  failed_step?: number;
  steps: StepRun[];
}

export interface StepRun {
  order: number;
  name: string;
  action_type: string;
  status: StepStatus;
  attempts: number;
  /** How many of the attempts its `retry` rule made, since the run last came to the step. */
  retries?: number;
  started_at?: string;
  ended_at?: string;
  /** What the step waits for beside an answer. */
  timer?: StepTimer;
  /** What an approval of it takes; absent when none was asked for. */
  approval?: ApprovalTerms;
  /** Subjects of those who have approved so far. */
  approvals?: string[];
  /** Who completed, skipped, approved or rejected it: `agent:playbook`, `user:ann@example.org`. */
  actor?: string;
  note?: string;
  /** The tool execution this step waits for or ended with. */
  execution_id?: string;
  /** Arguments an approval fixes, and a tool is then called with. */
  arguments?: JsonObject;
  /** Output of a tool, or what a person entered; later steps may use it. */
  result?: JsonObject;
  error?: string;
}

/** The instant at which a step is tried again, or given up. */
export interface StepTimer {
  kind: StepTimerKind;
  due_at: string;
}

/** Fixed when the approval is asked for. */
export interface ApprovalTerms {
  /** Any one of these roles, or one above it. */
  roles: string[];
  /** How many different people have to approve. */
  quorum: number;
  /** Why it is asked for. */
  reasons: string[];
  /** Who asked for what is to be approved, and so may not approve it: subjects of tokens. */
  not_by: string[];
}
