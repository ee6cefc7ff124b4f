/** Decides what a due step timer brings about. Pure; the agent decides what follows. */
import { StepTimerElapsed } from '@sentinai/contracts';
import { type Decision, type ExceptionRecord, emit } from '@sentinai/domain';
import type { Clock } from '@sentinai/messaging/agent';

export const stepClock: Clock = {
  name: 'playbook',
  namespace: '8c4f1c1e-9a57-4f0b-8f43-2a6c1d0e7b35',
  tick: elapse,
};

/** Emits the timer once: the exception has no further timer until its agent has decided what follows. */
function elapse({ playbookRun, currentStep }: ExceptionRecord): Decision {
  const step = currentStep === null ? undefined : playbookRun?.steps[currentStep - 1];
  const patch = { timerAt: null };
  if (!step?.timer) return { patch, events: [] };
  const { order: step_order, attempts: attempt, timer } = step;
  const data: StepTimerElapsed = { step_order, attempt, kind: timer.kind, due_at: timer.due_at };
  return { patch, events: [emit(StepTimerElapsed, data)] };
}
