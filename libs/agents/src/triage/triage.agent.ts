/** Determines an exception's type, severity and SLA and, where the source is the system of record, its status. */
import {
  type EventEnvelope,
  ExceptionNormalized,
  ExceptionReopened,
  TriageCompleted,
  type Undecided,
} from '@sentinai/contracts';
import {
  type CaseFacts,
  type CaseFile,
  type Classification,
  type Decision,
  type EventToEmit,
  type ExceptionPatch,
  type Moved,
  NOTHING_TO_DO,
  type SeverityRating,
  UNCLASSIFIED,
  classify,
  followSource,
  inTurn,
  mover,
  rateSeverity,
  type SlaClock,
  slaClock,
  stopPlaybook,
  tagsOfType,
  startClock,
  takeUpCase,
  waitsForPeople,
  emit,
} from '@sentinai/domain';
import { Agent, type DecidingAgent } from '@sentinai/messaging/agent';

/** Confidence deducted when no rule determined the severity. */
const DEFAULTED_SEVERITY_COST = 0.15;

interface Assessment {
  classification: Classification;
  rating: SeverityRating;
  sla: SlaClock | null;
  /** Facts that the rules left undecided because a field is unreadable. */
  undecided: Undecided[];
}

@Agent({ name: 'triage', consumes: [ExceptionNormalized] })
export class TriageAgent implements DecidingAgent {
  decide(event: EventEnvelope<ExceptionNormalized>, file: CaseFile): Decision {
    const assessment = assess(event.data, file);
    const patch = assessmentPatch(assessment, file);
    const status = statusChange(event.data, file, assessment);
    const reopened = status.events.some(({ type }) => type === ExceptionReopened.type);
    const changed = !event.data.update || reopened || differs(assessment, file);
    return {
      patch: { ...patch, ...status.patch, milestones: { ...patch.milestones, ...status.patch.milestones } },
      events: changed ? [triageCompleted(event.data, file, assessment), ...status.events] : status.events,
    };
  }
}

function assess(data: ExceptionNormalized, { config, exception }: CaseFile): Assessment {
  const facts: CaseFacts = {
    type: data.exception_type,
    sourceSystem: data.source_system,
    entity: data.entity,
    amount: data.amount,
    rawPayload: data.raw_payload,
    unreadable: data.unreadable,
  };
  const named = classify(config, facts);
  // A later state with only the changed fields keeps the type.
  const keepsType = data.update && named.type === UNCLASSIFIED;
  const classification = keepsType ? classify(config, { ...facts, type: exception.type }) : named;
  const { type } = classification;
  const rating = rateOf(exception, () =>
    rateSeverity(config, { ...facts, type, tags: tagsOfType(config, type), undecided: named.undecided }),
  );
  const sla = slaClock(config, type, rating.severity, new Date(data.occurred_at));
  return { classification, rating, sla, undecided: [...named.undecided, ...rating.undecided] };
}

/** Returns the severity. One set by a person stands, whatever later states of the source imply. */
function rateOf({ severity, milestones }: CaseFile['exception'], rated: () => SeverityRating): SeverityRating {
  if (!milestones.severity_set_at) return rated();
  return {
    severity,
    matchedRules: [{ rule: 'severity', outcome: 'set by a person' }],
    defaulted: false,
    undecided: [],
  };
}

/** Whether the assessment changes the case. A case with something undecided is assessed again with every state: the next may be readable. */
function differs({ classification, rating, sla, undecided }: Assessment, { exception }: CaseFile): boolean {
  return (
    exception.undecided.length > 0 ||
    undecided.length > 0 ||
    exception.type !== classification.type ||
    exception.severity !== rating.severity ||
    exception.slaDeadline?.getTime() !== sla?.deadline.getTime()
  );
}

function assessmentPatch({ classification, rating, sla, undecided }: Assessment, file: CaseFile): ExceptionPatch {
  const { exception, config, now } = file;
  const deadline = sla?.deadline ?? null;
  const moved = exception.slaDeadline?.getTime() !== deadline?.getTime();
  return {
    type: classification.type,
    severity: rating.severity,
    ...takeUpCase(file),
    slaDeadline: deadline,
    ...(undecided.length + exception.undecided.length > 0 && { undecided }),
    ...(moved && exception.status !== 'resolved' ? startClock(exception, sla) : {}),
    domainPackVersion: config.domainPackVersion,
    policyPackVersion: config.policyPackVersion,
    milestones: { triaged_at: now.toISOString(), ...exception.milestones },
  };
}

function triageCompleted(data: ExceptionNormalized, file: CaseFile, assessment: Assessment): EventToEmit {
  const { classification, rating, sla } = assessment;
  const confidence = classification.confidence - (rating.defaulted ? DEFAULTED_SEVERITY_COST : 0);
  return emit(TriageCompleted, {
    exception_type: classification.type,
    severity: rating.severity,
    confidence: Math.max(0, Math.round(confidence * 100) / 100),
    sla_minutes: sla?.minutes ?? null,
    sla_deadline: sla?.deadline.toISOString() ?? null,
    status: data.status,
    matched_rules: [
      {
        rule: 'classification',
        outcome: classifiedBy(assessment, data),
      },
      ...rating.matchedRules,
    ],
    undecided: assessment.undecided,
    domain_pack_version: file.config.domainPackVersion,
    policy_pack_version: file.config.policyPackVersion,
  });
}

function classifiedBy({ classification, undecided }: Assessment, { exception_type }: ExceptionNormalized): string {
  const open = undecided.find(({ fact }) => fact === 'type');
  if (open) return `undecided: ${open.reason}`;
  return classification.rule ?? (exception_type === null ? 'no rule matched' : 'named by the source');
}

/** Follows the source's status where the source is the system of record; otherwise playbooks and people decide. */
function statusChange(data: ExceptionNormalized, file: CaseFile, { sla }: Assessment): Moved {
  const { status, source_system, source_updated_at } = data;
  if (status === null) return { patch: {}, events: [] };
  const { exception, now } = file;
  const source = mover('source', source_system, source_updated_at === null ? now : new Date(source_updated_at));
  const follow = () => followSource(file, source, { status, reason: data.source_status ?? status, sla });
  const ends = status === 'resolved' && exception.status !== 'resolved';
  return ends ? inTurn(exception, follow, (ended) => stopWaiting(ended, now)) : follow();
}

/**
 * Stops a run that waits for people, since the source has resolved the case. A tool call in progress is left to finish: whether the source
 * or the tool was first must not affect what the run has done.
 */
const stopWaiting = (exception: CaseFile['exception'], now: Date): Decision =>
  waitsForPeople(exception)
    ? stopPlaybook(exception, { outcome: 'stopped', reason: 'the case is resolved at its source', now })
    : NOTHING_TO_DO;
