/** The exception as the system knows it at one moment: the row that an agent decides on. */
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
  /** Confidence of the last `TriageCompleted`, 0 to 1; null before the first, and for one from before it was recorded. */
  confidence: number | null;
  status: ExceptionStatus;
  stage: Stage;
  sourceSystem: string;
  /** Type as the source names it in the state that was triaged last; null when it names none. */
  sourceType: string | null;
  /** Status as the source names it (`Awaiting User Info`); null when the source gives none. */
  sourceStatus: string | null;
  entity: string | null;
  amount: JsonNumber | null;
  title: string | null;
  owner: string | null;
  /** The newest raw payload from the source, after redaction. */
  payload: JsonObject;
  occurredAt: Date;
  /** Null for exceptions created before it was recorded. */
  occurredAtSource: OccurredAtSource | null;
  /** Fields for which the source sent an unusable value; their value here is null. */
  unreadable: readonly Unreadable[];
  /** Facts that rules left open because a field could not be read; people decide them. */
  undecided: readonly Undecided[];
  /** When the source last changed the case; older updates are recorded but not applied. */
  sourceUpdatedAt: Date | null;
  slaDeadline: Date | null;
  slaState: SlaState;
  /** When the SLA clock must next be checked; null when nothing is due. */
  slaNextAt: Date | null;
  currentPlaybookId: number | null;
  /** Order of the running or waiting step, from 1. */
  currentStep: number | null;
  /** When the waiting step is due to be retried or given up; null when it may wait forever. */
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
  /** Published events that a pipeline worker has not processed yet; 0 means settled. */
  eventsInFlight: number;
}

/** ISO-8601 instants at which each stage was first reached. */
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
    // the last time a person set the severity; later states of the source no longer change it
    | 'severity_set_at',
    string
  >
>;

/** The policy decision, kept with the exception so that later steps obey it. */
export interface PolicyRecord {
  decision: 'allow' | 'require_approval' | 'block';
  reasons: string[];
  approval_required: boolean;
  route_to: string | null;
}

/** A running or ended playbook: everything another worker replica needs to continue after a crash. */
export interface PlaybookRun {
  playbook_id: number;
  name: string;
  version: number;
  /** `stopped`: the case was resolved while the playbook waited for people. */
  status: 'running' | 'completed' | 'failed' | 'stopped';
  /**
   * What the playbook was matched on. The run uses these values: its effects must not depend on whether a later state
   * of the source arrives just before or just after a step.
   */
  matched: { exception_type: string; severity: Severity };
  started_at: string;
  ended_at?: string;
  /** Token subjects of those who requested a new match or a retried step. */
  requested_by?: string[];
  /** Order of the step whose failure ended the run; it may be retried. */
  failed_step?: number;
  steps: StepRun[];
}

export interface StepRun {
  order: number;
  name: string;
  action_type: string;
  status: StepStatus;
  attempts: number;
  /** Attempts made under its `retry` rule since the run last reached the step. */
  retries?: number;
  started_at?: string;
  ended_at?: string;
  /** What the step waits for besides an answer. */
  timer?: StepTimer;
  /** Terms of its approval; absent when none was requested. */
  approval?: ApprovalTerms;
  /** Token subjects of those who have approved so far. */
  approvals?: string[];
  /** Who completed, skipped, approved or rejected it: `agent:playbook`, `user:ann@example.org`. */
  actor?: string;
  note?: string;
  /** The tool execution that this step waits for or ended with. */
  execution_id?: string;
  /** Arguments fixed by an approval; the tool is then called with them. */
  arguments?: JsonObject;
  /** Output of a tool, or what a person entered; later steps may use it. */
  result?: JsonObject;
  error?: string;
}

/** The instant at which a step is retried or given up. */
export interface StepTimer {
  kind: StepTimerKind;
  due_at: string;
}

/** Fixed when the approval is requested. */
export interface ApprovalTerms {
  /** Any one of these roles, or a higher one. */
  roles: string[];
  /** How many different people must approve. */
  quorum: number;
  /** Why the approval is required. */
  reasons: string[];
  /** Token subjects of the requesters, who therefore may not approve. */
  not_by: string[];
}
