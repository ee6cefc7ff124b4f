/** Converts an exception and its newest decisions to the detail response. Pure. */
import { PolicyEvaluationCompleted, SeverityChanged, TriageCompleted, parseJson } from '@sentinai/contracts';
import { type ExceptionRecord, legalCommands } from '@sentinai/domain';
import type { StoredEvent } from '@sentinai/persistence';
import type { CaseDetail, Evidence, SlaClock } from './case-detail.dto.ts';

/** Types of the events that serve as evidence. */
export const EVIDENCE_TYPES = [TriageCompleted.type, PolicyEvaluationCompleted.type, SeverityChanged.type];

/** Returns the newest event of each type. @param events in timeline order */
export const newestByType = (events: readonly StoredEvent[]): Map<string, StoredEvent> =>
  new Map(events.map((event) => [event.eventType, event]));

/** @param newest the newest event of each type */
export function toEvidence(newest: ReadonlyMap<string, StoredEvent>): Evidence {
  const triage = read<TriageCompleted>(newest, TriageCompleted.type);
  const policy = read<PolicyEvaluationCompleted>(newest, PolicyEvaluationCompleted.type);
  const severity = read<SeverityChanged>(newest, SeverityChanged.type);
  return {
    triage: triage && {
      decided_at: triage.at,
      exception_type: triage.data.exception_type,
      severity: triage.data.severity,
      confidence: triage.data.confidence,
      sla_minutes: triage.data.sla_minutes,
      rules: triage.data.matched_rules,
      domain_pack_version: triage.data.domain_pack_version,
      policy_pack_version: triage.data.policy_pack_version,
    },
    policy: policy && {
      decided_at: policy.at,
      decision: policy.data.decision,
      approval_required: policy.data.approval_required,
      reasons: policy.data.reasons,
      route_to: policy.data.route_to,
    },
    severity_change: severity && {
      changed_at: severity.at,
      from: severity.data.from,
      to: severity.data.to,
      reason: severity.data.reason,
      changed_by: severity.data.changed_by,
    },
  };
}

function read<Data>(newest: ReadonlyMap<string, StoredEvent>, type: string): { at: string; data: Data } | null {
  const event = newest.get(type);
  return event ? { at: event.createdAt.toISOString(), data: parseJson(event.payloadJson) as Data } : null;
}

export function toSlaClock(
  { slaState, slaDeadline, slaNextAt, resolvedAt, status }: ExceptionRecord,
  now: Date,
): SlaClock {
  const running = slaDeadline !== null && status !== 'resolved';
  const until = running ? now : (resolvedAt ?? now);
  return {
    state: slaState,
    deadline: slaDeadline?.toISOString() ?? null,
    running,
    remaining_seconds: slaDeadline && Math.floor((slaDeadline.getTime() - until.getTime()) / 1_000),
    next_check_at: slaNextAt?.toISOString() ?? null,
  };
}

/** Returns the legal commands, and who decides the resolution. */
export const toCommands = (
  { status }: ExceptionRecord,
  sourceIsAuthority: boolean,
): Pick<CaseDetail, 'status_authority' | 'legal_commands'> => ({
  status_authority: sourceIsAuthority ? 'source' : 'platform',
  legal_commands: legalCommands({ status, sourceIsAuthority }),
});
