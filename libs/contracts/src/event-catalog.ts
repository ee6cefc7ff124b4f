/** All events by type. A new event needs a file in `events/` and a line here. */
import type { EventDefinition, EventOf } from './event-definition.ts';
import type { Topic } from './topics.ts';
import { ApprovalRequested } from './events/approval-requested.ts';
import { AuditRecorded } from './events/audit-recorded.ts';
import { BackpressureDetected } from './events/backpressure-detected.ts';
import { CaseCommandSubmitted } from './events/case-command-submitted.ts';
import { CommentAdded } from './events/comment-added.ts';
import { ConfigChanged } from './events/config-changed.ts';
import { DeadLettered } from './events/dead-lettered.ts';
import { ExceptionAssigned } from './events/exception-assigned.ts';
import { ExceptionEscalated } from './events/exception-escalated.ts';
import { ExceptionIngested } from './events/exception-ingested.ts';
import { ExceptionNormalized } from './events/exception-normalized.ts';
import { ExceptionReopened } from './events/exception-reopened.ts';
import { ExceptionResolved } from './events/exception-resolved.ts';
import { FeedbackCaptured } from './events/feedback-captured.ts';
import { ManualExceptionCreated } from './events/manual-exception-created.ts';
import { NotificationRequested } from './events/notification-requested.ts';
import { PlaybookCompleted } from './events/playbook-completed.ts';
import { PlaybookMatched } from './events/playbook-matched.ts';
import { PlaybookStarted } from './events/playbook-started.ts';
import { PlaybookStepCompleted } from './events/playbook-step-completed.ts';
import { PlaybookStepFailed } from './events/playbook-step-failed.ts';
import { PlaybookStepSkipped } from './events/playbook-step-skipped.ts';
import { PolicyEvaluationCompleted } from './events/policy-evaluation-completed.ts';
import { PolicyEvaluationRequested } from './events/policy-evaluation-requested.ts';
import { ResolutionApproved } from './events/resolution-approved.ts';
import { ResolutionSuggested } from './events/resolution-suggested.ts';
import { RetryScheduled } from './events/retry-scheduled.ts';
import { SeverityChanged } from './events/severity-changed.ts';
import { SLAExpired } from './events/sla-expired.ts';
import { SLAImminent } from './events/sla-imminent.ts';
import { SourceUpdateReceived } from './events/source-update-received.ts';
import { StepApprovalGiven } from './events/step-approval-given.ts';
import { StepCommandRefused } from './events/step-command-refused.ts';
import { StepCommandSubmitted } from './events/step-command-submitted.ts';
import { StepExecutionRequested } from './events/step-execution-requested.ts';
import { StepRetryScheduled } from './events/step-retry-scheduled.ts';
import { StepTimerElapsed } from './events/step-timer-elapsed.ts';
import { ToolExecutionCompleted } from './events/tool-execution-completed.ts';
import { ToolExecutionFailed } from './events/tool-execution-failed.ts';
import { ToolExecutionRequested } from './events/tool-execution-requested.ts';
import { TriageCompleted } from './events/triage-completed.ts';
import { TriageRequested } from './events/triage-requested.ts';

/** The catalog: event type → definition. */
export const EVENTS = {
  ApprovalRequested,
  AuditRecorded,
  BackpressureDetected,
  CaseCommandSubmitted,
  CommentAdded,
  ConfigChanged,
  DeadLettered,
  ExceptionAssigned,
  ExceptionEscalated,
  ExceptionIngested,
  ExceptionNormalized,
  ExceptionReopened,
  ExceptionResolved,
  FeedbackCaptured,
  ManualExceptionCreated,
  NotificationRequested,
  PlaybookCompleted,
  PlaybookMatched,
  PlaybookStarted,
  PlaybookStepCompleted,
  PlaybookStepFailed,
  PlaybookStepSkipped,
  PolicyEvaluationCompleted,
  PolicyEvaluationRequested,
  ResolutionApproved,
  ResolutionSuggested,
  RetryScheduled,
  SeverityChanged,
  SLAExpired,
  SLAImminent,
  SourceUpdateReceived,
  StepApprovalGiven,
  StepCommandRefused,
  StepCommandSubmitted,
  StepExecutionRequested,
  StepRetryScheduled,
  StepTimerElapsed,
  ToolExecutionCompleted,
  ToolExecutionFailed,
  ToolExecutionRequested,
  TriageCompleted,
  TriageRequested,
} as const satisfies Record<string, EventDefinition>;

export type EventType = keyof typeof EVENTS;

/** Any event of the catalog. */
export type AnyEvent = EventOf<(typeof EVENTS)[EventType]>;

/** Returns the definition of an event type; undefined for an unknown type. */
export const findEvent = (type: string): EventDefinition | undefined =>
  Object.hasOwn(EVENTS, type) ? EVENTS[type as EventType] : undefined;

/** Returns the events of a topic. */
export const eventsOnTopic = (topic: Topic): EventDefinition[] =>
  Object.values<EventDefinition>(EVENTS).filter((event) => event.topic === topic);
