/** Determines an exception's type, severity and SLA and, where the source is the system of record, its status. */
import {
  type EventOf,
  ExceptionNormalized,
  ExceptionReopened,
  type ExceptionStatus,
  type RuleOutcome,
  TriageCompleted,
  TriageRequested,
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
  moveClock,
  takeUpCase,
  waitsForPeople,
  emit,
} from '@sentinai/domain';
import { Agent, type DecidingAgent } from '@sentinai/messaging/agent';

/** Confidence deducted when no rule determined the severity. */
const DEFAULTED_SEVERITY_COST = 0.15;

interface Assessment {
  classification: Classification;
  /** 0 to 1. */
  confidence: number;
  rating: SeverityRating;
  /** Every rule that was tried, with its outcome. */
  matchedRules: RuleOutcome[];
  sla: SlaClock | null;
  /** Facts that the rules left undecided because a field is unreadable. */
  undecided: Undecided[];
}

/** A state of the exception to assess: one that its source reports, or the one that is stored. */
interface State {
  /** `type` is the one that the source names. */
  facts: CaseFacts;
  occurredAt: Date;
  /** Whether the case was triaged before: it then keeps its type where nothing names another. */
  isKnown: boolean;
}

const CONSUMES = [ExceptionNormalized, TriageRequested] as const;

@Agent({ name: 'triage', consumes: CONSUMES })
export class TriageAgent implements DecidingAgent {
  decide(event: EventOf<(typeof CONSUMES)[number]>, file: CaseFile): Decision {
    return event.type === 'ExceptionNormalized' ? triage(event.data, file) : triageAgain(event.data, file);
  }
}

/** Assesses a state of the source, and follows its status where the source is the system of record. */
function triage(data: ExceptionNormalized, file: CaseFile): Decision {
  const assessment = assess(reportedState(data), file);
  const { confidence, ...patch } = assessmentPatch(assessment, file);
  const status = statusChange(data, file, assessment);
  const reopened = status.events.some(({ type }) => type === ExceptionReopened.type);
  const changed = !data.update || reopened || differs(assessment, file);
  return {
    patch: {
      ...patch,
      sourceType: data.exception_type,
      ...(changed && { confidence }),
      ...takeUpCase(file),
      ...status.patch,
      milestones: { ...patch.milestones, ...status.patch.milestones },
    },
    events: changed ? [triageCompleted(assessment, file, data.status), ...status.events] : status.events,
  };
}

/**
 * Assesses the case as it is stored, by the packs in force now, and says so even if nothing changes. The status stays: it is for people,
 * playbooks and the source. Leaves out a case that is resolved by now, or that no state was triaged of: its first state will be.
 */
function triageAgain({ reset_severity }: TriageRequested, file: CaseFile): Decision {
  const { exception } = file;
  if (exception.status === 'resolved' || !exception.milestones.triaged_at) return NOTHING_TO_DO;
  const released = reset_severity ? { ...file, exception: withoutSetSeverity(exception) } : file;
  const assessment = assess(storedState(exception), released);
  return {
    patch: assessmentPatch(assessment, released),
    events: [triageCompleted(assessment, file, null)],
  };
}

function withoutSetSeverity(exception: CaseFile['exception']): CaseFile['exception'] {
  const { severity_set_at: _setAt, ...milestones } = exception.milestones;
  return { ...exception, milestones };
}

const reportedState = (data: ExceptionNormalized): State => ({
  facts: {
    type: data.exception_type,
    sourceSystem: data.source_system,
    entity: data.entity,
    amount: data.amount,
    rawPayload: data.raw_payload,
    unreadable: data.unreadable,
  },
  occurredAt: new Date(data.occurred_at),
  isKnown: data.update,
});

const storedState = (exception: CaseFile['exception']): State => ({
  facts: {
    // What the source named is unknown for a case that was last triaged before it was recorded: its type then stays.
    type: exception.confidence === null ? exception.type : exception.sourceType,
    sourceSystem: exception.sourceSystem,
    entity: exception.entity,
    amount: exception.amount,
    rawPayload: exception.payload,
    unreadable: exception.unreadable,
  },
  occurredAt: exception.occurredAt,
  isKnown: true,
});

function assess({ facts, occurredAt, isKnown }: State, { config, exception }: CaseFile): Assessment {
  const named = classify(config, facts);
  // A later state with only the changed fields keeps the type.
  const keepsType = isKnown && named.type === UNCLASSIFIED;
  const classification = keepsType ? classify(config, { ...facts, type: exception.type }) : named;
  const { type } = classification;
  const classifiedBy = {
    rule: 'classification',
    outcome: named.undecided[0] ? `undecided: ${named.undecided[0].reason}` : ruleOf(classification, facts),
  };
  const rating = rateOf(exception, () =>
    rateSeverity(config, { ...facts, type, tags: tagsOfType(config, type), undecided: named.undecided }),
  );
  return {
    classification,
    confidence: confidenceIn(classification, rating),
    rating,
    matchedRules: [classifiedBy, ...rating.matchedRules],
    sla: slaClock(config, type, rating.severity, occurredAt),
    undecided: [...named.undecided, ...rating.undecided],
  };
}

const ruleOf = ({ rule }: Classification, { type }: CaseFacts): string =>
  rule ?? (type === null ? 'no rule matched' : 'named by the source');

/** In hundredths. */
function confidenceIn(classification: Classification, rating: SeverityRating): number {
  const confidence = classification.confidence - (rating.defaulted ? DEFAULTED_SEVERITY_COST : 0);
  return Math.max(0, Math.round(confidence * 100) / 100);
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

function assessmentPatch(assessment: Assessment, { exception, config, now }: CaseFile): ExceptionPatch {
  const { classification, confidence, rating, sla, undecided } = assessment;
  const deadline = sla?.deadline ?? null;
  const moved = exception.slaDeadline?.getTime() !== deadline?.getTime();
  return {
    type: classification.type,
    severity: rating.severity,
    confidence,
    slaDeadline: deadline,
    ...(undecided.length + exception.undecided.length > 0 && { undecided }),
    ...(moved && exception.status !== 'resolved' ? moveClock(exception, sla, now) : {}),
    domainPackVersion: config.domainPackVersion,
    policyPackVersion: config.policyPackVersion,
    milestones: { triaged_at: now.toISOString(), ...exception.milestones },
  };
}

/** @param status the status that the source reports with the assessed state */
function triageCompleted(assessment: Assessment, { config }: CaseFile, status: ExceptionStatus | null): EventToEmit {
  const { classification, confidence, rating, matchedRules, sla, undecided } = assessment;
  return emit(TriageCompleted, {
    exception_type: classification.type,
    severity: rating.severity,
    confidence,
    sla_minutes: sla?.minutes ?? null,
    sla_deadline: sla?.deadline.toISOString() ?? null,
    status,
    matched_rules: matchedRules,
    undecided,
    domain_pack_version: config.domainPackVersion,
    policy_pack_version: config.policyPackVersion,
  });
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
