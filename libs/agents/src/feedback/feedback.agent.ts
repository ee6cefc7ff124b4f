/** Records the outcome of a resolved or escalated exception: stage durations, SLA, human touches, resolution. */
import { type EventOf, ExceptionEscalated, ExceptionResolved, FeedbackCaptured } from '@sentinai/contracts';
import type { CaseFile, Decision, ExceptionRecord, Milestones } from '@sentinai/domain';
import { emit, slaOutcome } from '@sentinai/domain';
import { Agent, type DecidingAgent, type EmittedEvent } from '@sentinai/messaging/agent';

const CONSUMES = [ExceptionResolved, ExceptionEscalated] as const;

@Agent({ name: 'feedback', consumes: CONSUMES })
export class FeedbackAgent implements DecidingAgent {
  decide(event: EventOf<(typeof CONSUMES)[number]>, { exception }: CaseFile): Decision {
    const resolved = event.type === 'ExceptionResolved';
    const endedAt = resolved ? event.data.resolved_at : event.time;
    const feedback = emit(FeedbackCaptured, {
      outcome: resolved ? 'resolved' : 'escalated',
      exception_type: exception.type,
      stage_durations_ms: stageDurations(exception.milestones),
      total_ms: Math.max(0, Date.parse(endedAt) - exception.occurredAt.getTime()),
      sla_deadline: exception.slaDeadline?.toISOString() ?? null,
      sla_met: resolved ? slaMet(exception, new Date(endedAt)) : null,
      human_touches: exception.humanTouches,
      playbook: exception.playbookRun?.name ?? null,
    });
    return { events: [feedback] };
  }

  /** Durations to export as metrics: of each stage, and from intake to this event. */
  durations(emitted: EmittedEvent, { createdAt }: ExceptionRecord): Record<string, number> {
    if (emitted.eventType !== FeedbackCaptured.type) return {};
    const { stage_durations_ms } = JSON.parse(emitted.payloadJson) as FeedbackCaptured;
    return { ...stage_durations_ms, ingest_to_feedback: emitted.createdAt.getTime() - createdAt.getTime() };
  }
}

function slaMet(exception: ExceptionRecord, resolvedAt: Date): boolean | null {
  const outcome = slaOutcome(resolvedAt, exception.slaDeadline);
  return outcome === 'none' ? null : outcome === 'met';
}

/** Pipeline stages with their first and last milestone. Times are the platform's, not the source's. */
const STAGES: readonly [stage: string, from: keyof Milestones, to: keyof Milestones][] = [
  ['normalization', 'ingested_at', 'normalized_at'],
  ['triage', 'normalized_at', 'triaged_at'],
  ['policy', 'triaged_at', 'evaluated_at'],
  ['playbook_wait', 'evaluated_at', 'playbook_started_at'],
  ['playbook', 'playbook_started_at', 'playbook_ended_at'],
];

function stageDurations(milestones: Milestones): Record<string, number> {
  const durations = STAGES.flatMap(([stage, from, to]): [string, number][] => {
    const began = milestones[from];
    const ended = milestones[to];
    return began && ended ? [[stage, Math.max(0, Date.parse(ended) - Date.parse(began))]] : [];
  });
  return Object.fromEntries(durations);
}
