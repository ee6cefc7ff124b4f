/** A playbook run during a decision: collects the changes so far as events and as a patch. */
import {
  type Actor,
  type DataOf,
  type EventDefinition,
  type JsonObject,
  PlaybookStepCompleted,
  PlaybookStepFailed,
  PlaybookStepSkipped,
  StepRetryScheduled,
  type StepStatus,
  type StepTimerKind,
} from '@sentinai/contracts';
import {
  type CaseFile,
  type CaseInHand,
  type Decision,
  type EventToEmit,
  type ExceptionPatch,
  type ExceptionRecord,
  type Mover,
  type Playbook,
  type PlaybookRun,
  type PlaybookStep,
  type Refusal,
  type StepRun,
  isRefusal,
  mover,
  emit,
} from '@sentinai/domain';

/** A longer result is stored only with the tool's execution. */
const MAX_RESULT_CHARACTERS = 8_000;
const MAX_TEXT_CHARACTERS = 4_000;
const MS_PER_MINUTE = 60_000;

/** Truncates a text to the bound set by its event: payloads and people's notes end up in templates and errors. */
export const clip = (text: string, maxCharacters = MAX_TEXT_CHARACTERS): string =>
  text.slice(0, maxCharacters).toWellFormed();

export class RunDraft {
  readonly run: PlaybookRun;
  private readonly events: EventToEmit[] = [];
  private patch: ExceptionPatch = {};

  constructor(
    readonly file: CaseFile,
    readonly playbook: Playbook,
    run: PlaybookRun,
    /** Id of the event being processed; ids of tool executions are derived from it. */
    readonly causeId: string,
    /** Reasons for which the run needs an approval before its first step. */
    readonly doubts: readonly string[] = [],
  ) {
    // Values inside a step are replaced, never mutated, so a shallow copy of each step is enough.
    this.run = { ...run, steps: run.steps.map((step) => ({ ...step })) };
  }

  /** The exception as the run sees it: with all changes so far, but with the type and severity it was matched on. */
  get exception(): ExceptionRecord {
    const { exception_type: type, severity } = this.run.matched;
    return { ...this.file.exception, type, severity, ...this.patch, playbookRun: this.run };
  }

  /** The case as the playbook's moves see it: with its current type and severity. */
  get caseInHand(): CaseInHand {
    const exception = { ...this.file.exception, ...this.patch, playbookRun: this.run };
    return { exception, config: this.file.config };
  }

  /** Actor of the playbook's moves. */
  get mover(): Mover {
    return mover('playbook', this.playbook.name, this.file.now);
  }

  /** Applies a move to the case. @returns the reason for a refusal; null when applied */
  make(move: Decision | Refusal): string | null {
    if (isRefusal(move)) return move.refusal;
    this.change(move.patch ?? {});
    this.events.push(...move.events);
    return null;
  }

  change(patch: ExceptionPatch): void {
    this.patch = { ...this.patch, ...patch };
  }

  add(event: EventToEmit): void {
    this.events.push(event);
  }

  emit<D extends EventDefinition>(definition: D, data: DataOf<D>, actor?: Actor): void {
    this.add(emit(definition, data, actor));
  }

  stepRun(order: number): StepRun {
    const step = this.run.steps[order - 1];
    if (!step) throw new RangeError(`Playbook ${this.playbook.name} has no step ${order}`);
    return step;
  }

  /** Fields common to all events about a step. */
  stepFields(step: PlaybookStep) {
    return {
      playbook_id: this.playbook.playbookId,
      step_order: step.order,
      step_name: step.name,
      action_type: step.actionType,
    };
  }

  /** Starts an attempt and clears the traces of the previous one, which the event log still has. */
  attempt(step: PlaybookStep): void {
    const { order, name, action_type, started_at = this.now, attempts } = this.stepRun(step.order);
    this.run.steps[step.order - 1] = {
      order,
      name,
      action_type,
      status: 'pending',
      attempts: attempts + 1,
      started_at,
    };
  }

  /** Starts an attempt by the step's retry rule: it keeps the previous arguments and their approval. */
  attemptAgain(step: PlaybookStep): void {
    const { retries = 0, approval, approvals, arguments: args } = this.stepRun(step.order);
    this.attempt(step);
    Object.assign(this.stepRun(step.order), {
      retries: retries + 1,
      ...(approval && { approval, approvals: approvals ?? [] }),
      ...(args && { arguments: args }),
    });
  }

  /** Records a failed attempt that will be retried. */
  retryLater(step: PlaybookStep, text: string, delayMs: number): void {
    const error = clip(text);
    const due_at = this.instantIn(delayMs);
    const run = this.stepRun(step.order);
    Object.assign(run, { status: 'pending', error, timer: { kind: 'retry', due_at } });
    delete run.execution_id;
    this.emit(StepRetryScheduled, {
      ...this.stepFields(step),
      attempt: run.attempts,
      error,
      due_at,
    });
  }

  /**
   * Makes the step wait, for a person or for its tool.
   * @param limit minutes after which the wait times out; null: never
   */
  wait(
    step: PlaybookStep,
    status: StepStatus,
    facts: Partial<StepRun>,
    limit: { kind: StepTimerKind; minutes: number | null },
  ): void {
    const { kind, minutes } = limit;
    const run = this.stepRun(step.order);
    delete run.timer;
    const timer = minutes !== null && { timer: { kind, due_at: this.instantIn(minutes * MS_PER_MINUTE) } };
    Object.assign(run, { status, ...facts, ...timer });
  }

  complete(step: PlaybookStep, result: JsonObject, actor?: Actor): void {
    const kept = JSON.stringify(result).length <= MAX_RESULT_CHARACTERS ? result : { truncated: true };
    this.end(step, { status: 'completed', result: kept }, actor);
    this.emit(PlaybookStepCompleted, { ...this.stepFields(step), result: kept }, actor);
  }

  skip(step: PlaybookStep, text: string, actor?: Actor): void {
    const reason = clip(text);
    this.end(step, { status: 'skipped', note: reason }, actor);
    this.emit(PlaybookStepSkipped, { ...this.stepFields(step), reason }, actor);
  }

  fail(step: PlaybookStep, text: string, actor?: Actor): void {
    const error = clip(text);
    this.end(step, { status: 'failed', error }, actor);
    const { attempts } = this.stepRun(step.order);
    this.emit(PlaybookStepFailed, { ...this.stepFields(step), error, attempts }, actor);
  }

  decision(currentStep: number | null): Decision {
    const timer = currentStep === null ? undefined : this.stepRun(currentStep).timer;
    const timerAt = timer ? new Date(timer.due_at) : null;
    return { patch: { ...this.patch, playbookRun: this.run, currentStep, timerAt }, events: this.events };
  }

  get now(): string {
    return this.file.now.toISOString();
  }

  private instantIn(delayMs: number): string {
    return new Date(this.file.now.getTime() + delayMs).toISOString();
  }

  private end(step: PlaybookStep, facts: Partial<StepRun>, actor: Actor = { type: 'agent', id: 'playbook' }): void {
    const run = this.stepRun(step.order);
    delete run.timer;
    Object.assign(run, { ended_at: this.now, actor: `${actor.type}:${actor.id}`, ...facts });
    run.started_at ??= this.now;
  }
}
