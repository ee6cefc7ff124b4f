/** Applies the tenant's policy to a triaged exception: decides what is allowed, routes it to an owner and matches a playbook. */
import {
  type EventOf,
  type ExceptionEscalated,
  PlaybookMatched,
  PolicyEvaluationCompleted,
  PolicyEvaluationRequested,
  TriageCompleted,
  type Undecided,
} from '@sentinai/contracts';
import {
  type CaseFile,
  type Decision,
  type EventToEmit,
  type ExceptionPatch,
  NOTHING_TO_DO,
  type PolicyEvaluation,
  escalateCaseOnce,
  evaluatePolicy,
  matchPlaybook,
  tagsOfType,
  emit,
} from '@sentinai/domain';
import { Agent, type DecidingAgent } from '@sentinai/messaging/agent';

/** The result of the last triage: the facts that the policy is applied to. */
type Triaged = Pick<
  TriageCompleted,
  'exception_type' | 'severity' | 'confidence' | 'sla_deadline' | 'status' | 'undecided'
>;

const CONSUMES = [TriageCompleted, PolicyEvaluationRequested] as const;

@Agent({ name: 'policy', consumes: CONSUMES })
export class PolicyAgent implements DecidingAgent {
  decide(event: EventOf<(typeof CONSUMES)[number]>, file: CaseFile): Decision {
    return event.type === 'TriageCompleted' ? applyPolicy(event.data, file) : applyPolicyAgain(file);
  }
}

function applyPolicy(data: Triaged, file: CaseFile): Decision {
  const verdict = evaluate(data, file);
  const next = whatNext(data, verdict, file);
  const open = hasSettledOwner(file) ? verdict.undecided.filter(({ fact }) => fact !== 'owner') : verdict.undecided;
  const undecided = [...open, ...(next.undecided ?? [])];
  const isOpen = undecided.length + file.exception.undecided.length > 0;
  return {
    patch: { ...verdictPatch(verdict, file), ...(isOpen && { undecided }), ...next.patch },
    events: [evaluated(data, verdict), ...next.events],
  };
}

/** Whether the owner is no longer open after an earlier verdict. The case keeps its owner, whatever the routing leaves open now. */
const hasSettledOwner = ({ exception: { policy, owner, undecided } }: CaseFile): boolean =>
  policy !== null && owner !== null && !undecided.some(({ fact }) => fact === 'owner');

/**
 * Applies the policy in force now to the case as it was triaged. Leaves out a case that is resolved by now, or that has no verdict yet: its
 * triage will bring one.
 */
function applyPolicyAgain(file: CaseFile): Decision {
  const { status, policy } = file.exception;
  return status === 'resolved' || policy === null ? NOTHING_TO_DO : applyPolicy(triagedBefore(file.exception), file);
}

const triagedBefore = (exception: CaseFile['exception']): Triaged => ({
  exception_type: exception.type,
  severity: exception.severity,
  // Not recorded for a case triaged long ago: nothing then supports acting without a person.
  confidence: exception.confidence ?? 0,
  sla_deadline: exception.slaDeadline?.toISOString() ?? null,
  status: null,
  undecided: exception.undecided.filter(({ fact }) => fact === 'type' || fact === 'severity'),
});

function evaluate(data: Triaged, { config, exception }: CaseFile): PolicyEvaluation {
  return evaluatePolicy(config, {
    type: data.exception_type,
    severity: data.severity,
    confidence: data.confidence,
    tags: tagsOfType(config, data.exception_type),
    amount: exception.amount,
    entity: exception.entity,
    sourceSystem: exception.sourceSystem,
    rawPayload: exception.payload,
    unreadable: exception.unreadable,
    undecided: data.undecided,
  });
}

const verdictPatch = (verdict: PolicyEvaluation, { exception, now }: CaseFile): ExceptionPatch => ({
  policy: {
    decision: verdict.decision,
    reasons: verdict.reasons,
    approval_required: verdict.approvalRequired,
    route_to: verdict.routeTo,
  },
  owner: exception.owner ?? verdict.routeTo,
  milestones: { evaluated_at: now.toISOString(), ...exception.milestones },
});

const evaluated = (data: Triaged, verdict: PolicyEvaluation): EventToEmit =>
  emit(PolicyEvaluationCompleted, {
    exception_type: data.exception_type,
    severity: data.severity,
    decision: verdict.decision,
    approval_required: verdict.approvalRequired,
    reasons: verdict.reasons,
    route_to: verdict.routeTo,
  });

/** Maximum length of an escalation's detail. */
const MAX_DETAIL_CHARACTERS = 4_000;

interface NextMove extends Decision {
  /** Facts that the search for a playbook left undecided. */
  undecided?: Undecided[];
}

/**
 * Decides the next move. A playbook starts once, and never on a resolved case: where the source decides the status, this state
 * of the case counts, otherwise its current status.
 */
function whatNext(data: Triaged, verdict: PolicyEvaluation, file: CaseFile): NextMove {
  const resolved = (data.status ?? file.exception.status) === 'resolved';
  if (file.exception.currentPlaybookId !== null || resolved) return NOTHING_TO_DO;
  if (verdict.decision === 'block') return escalate('policy_blocked', verdict.reasons.join('; '), verdict, file);
  const { config, exception, now } = file;
  const { playbook, undecided, candidates } = matchPlaybook(
    config,
    {
      domain: config.domain,
      type: data.exception_type,
      severity: data.severity,
      slaDeadline: data.sla_deadline === null ? null : new Date(data.sla_deadline),
      policyTags: tagsOfType(config, data.exception_type),
      sourceSystem: exception.sourceSystem,
      entity: exception.entity,
      amount: exception.amount,
      rawPayload: exception.payload,
      unreadable: exception.unreadable,
      undecided: data.undecided,
    },
    now,
  );
  if (undecided) return askWhetherItFits(undecided, verdict, file);
  if (!playbook) return escalate('no_playbook', `None of ${candidates.length} playbooks fits`, verdict, file);
  const { playbookId: playbook_id, name, version } = playbook;
  const { exception_type, severity } = data;
  return {
    patch: { currentPlaybookId: playbook_id },
    events: [
      emit(PlaybookMatched, {
        playbook_id,
        name,
        version,
        exception_type,
        severity,
        candidates,
        undecided: [...verdict.undecided],
      }),
    ],
  };
}

/** Escalates when it is undecided whether the first playbook in order matches: neither it nor a later one starts. */
function askWhetherItFits(
  { playbook, reason }: { playbook: { name: string }; reason: string },
  verdict: PolicyEvaluation,
  file: CaseFile,
): NextMove {
  const detail = `Whether playbook ${playbook.name} fits is undecided: ${reason}`.slice(0, MAX_DETAIL_CHARACTERS);
  const undecided: Undecided[] = [{ fact: 'playbook', rule: playbook.name, reason }];
  return { ...escalate('undecided', detail.toWellFormed(), verdict, file), undecided };
}

/** Escalates the case as it stands after the verdict. */
function escalate(
  reason: ExceptionEscalated['reason'],
  detail: string,
  verdict: PolicyEvaluation,
  file: CaseFile,
): NextMove {
  const evaluatedCase = { ...file.exception, ...verdictPatch(verdict, file) };
  return escalateCaseOnce({ config: file.config, exception: evaluatedCase }, { at: file.now }, { reason, detail });
}
