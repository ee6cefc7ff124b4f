/** Decision on an exception whose step timer is due, ready to be stored. Pure. */
import { StepTimerElapsed } from '@sentinai/contracts';
import type { Decision, ExceptionRecord } from '@sentinai/domain';
import { type Applied, applyDecision } from '@sentinai/messaging';
import { v5 as uuidv5 } from 'uuid';

/** Namespace of the ids derived from an exception's identity. */
const TIMER_NAMESPACE = '8c4f1c1e-9a57-4f0b-8f43-2a6c1d0e7b35';

export function lookAt(exception: ExceptionRecord, now: Date): Applied {
  const { tenantId, exceptionId, eventCount } = exception;
  const id = uuidv5(`${tenantId}:${exceptionId}:${eventCount}`, TIMER_NAMESPACE);
  return applyDecision(
    exception,
    elapse(exception),
    { id, correlationId: exceptionId, isEvent: false },
    { source: '/sentinai/playbook', actor: { type: 'system', id: 'playbook' }, now },
  );
}

/** Emits the timer once: the exception has no further timer until its agent has decided what follows. */
function elapse({ playbookRun, currentStep }: ExceptionRecord): Decision {
  const step = currentStep === null ? undefined : playbookRun?.steps[currentStep - 1];
  const patch = { timerAt: null };
  if (!step?.timer) return { patch, events: [] };
  const { order: step_order, attempts: attempt, timer } = step;
  const data: StepTimerElapsed = { step_order, attempt, kind: timer.kind, due_at: timer.due_at };
  return { patch, events: [{ type: StepTimerElapsed.type, data }] };
}
