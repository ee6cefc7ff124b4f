/** Decides which SLA warnings are due, from the current exception and the time. Pure. */
import { SLAExpired, SLAImminent } from '@sentinai/contracts';
import { type Decision, type EventToEmit, type ExceptionRecord, NOTHING_TO_DO, quietAt } from '@sentinai/domain';
import type { Clock } from '@sentinai/messaging/agent';

const MS_PER_MINUTE = 60_000;

export const slaClock: Clock = { name: 'sla-monitor', namespace: '3a1c9d52-58c2-4c31-9d0e-6f1b5a7e2c90', tick };

/**
 * Each warning is due once per deadline: the clock's state records which were emitted. An exception first scanned after its
 * deadline gets both, so the record is complete. One that arrived after its deadline must first have been quiet for a while.
 */
function tick(exception: ExceptionRecord, now: Date): Decision {
  const { slaDeadline, slaState } = exception;
  if (!slaDeadline || exception.status === 'resolved') return { patch: { slaNextAt: null }, events: [] };
  const quiet = quietAt(exception, now);
  if (quiet && quiet > now) return { patch: { slaNextAt: quiet }, events: [] };
  const expired = now >= slaDeadline;
  if (slaState === 'running') {
    const imminent = warning(SLAImminent.type, exception, slaDeadline, now);
    if (!expired) return { patch: { slaState: 'imminent', slaNextAt: slaDeadline }, events: [imminent] };
    return { patch: ended, events: [imminent, warning(SLAExpired.type, exception, slaDeadline, now)] };
  }
  if (slaState !== 'imminent') return { patch: { slaNextAt: null }, events: [] };
  if (!expired) return NOTHING_TO_DO;
  return { patch: ended, events: [warning(SLAExpired.type, exception, slaDeadline, now)] };
}

const ended = { slaState: 'expired', slaNextAt: null } as const;

function warning(type: string, exception: ExceptionRecord, deadline: Date, now: Date): EventToEmit {
  const minutes = Math.round(((deadline.getTime() - now.getTime()) / MS_PER_MINUTE) * 100) / 100;
  const left = type === SLAImminent.type ? { minutes_remaining: minutes } : { minutes_overdue: -minutes };
  return { type, data: { sla_deadline: deadline.toISOString(), severity: exception.severity, ...left } };
}
