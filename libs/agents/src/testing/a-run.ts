/** A playbook run on an exception, event by event, as the runtime would apply them. */
import type { JsonObject, PlaybookMatched, StepCommandSubmitted, StepTimerElapsed } from '@sentinai/contracts';
import type {
  CaseFile,
  DomainConfig,
  ExceptionRecord,
  PackPlaybook,
  Playbook,
  PolicyRecord,
  StepRun,
} from '@sentinai/domain';
import {
  type Decided,
  type ExceptionBuilder,
  type Packs,
  aCaseFile,
  after,
  anEvent,
  anException,
  decided,
} from '@sentinai/domain/testing';
import { PlaybookAgent } from '../playbook/playbook.agent.ts';

export const SOURCE_OF_RECORD: Packs = {
  pack: { normalization: { source_status: '$.s', status: { authority: 'source', map: {}, default: 'open' } } },
};

/** The id of the nth event a run was given, from 1. */
export const idOfEvent = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

interface RunParts extends Packs {
  exception?: ExceptionBuilder;
}

export class Run {
  private readonly agent = new PlaybookAgent();
  private eventsGiven = 0;

  constructor(public file: CaseFile) {}

  /** An exception that a playbook of the configuration was matched to; not started yet. */
  static of(config: DomainConfig, { playbookId }: Playbook, exceptionId: string): Run {
    const policy: PolicyRecord = { decision: 'allow', reasons: [], approval_required: false, route_to: null };
    const facts = { exceptionId, currentPlaybookId: playbookId, policy };
    const exception = anException().ofType('CASH_BREAK').withStatus('analyzing').with(facts);
    return new Run(aCaseFile({ exception, config }));
  }

  start(fields: Partial<PlaybookMatched> = {}): Decided {
    const { type: exception_type, severity, currentPlaybookId } = this.file.exception;
    const playbook_id = currentPlaybookId ?? 1;
    const matched = { playbook_id, name: 'fix', version: 1, exception_type, severity, candidates: [], undecided: [] };
    return this.give('PlaybookMatched', { ...matched, ...fields });
  }

  give(type: string, data: JsonObject): Decided {
    this.eventsGiven += 1;
    // The builder has checked that the data fits the type.
    const event = anEvent(type, data, { id: idOfEvent(this.eventsGiven) }) as Parameters<PlaybookAgent['decide']>[0];
    const decision = decided(this.agent.decide(event, this.file));
    this.file = after(this.file, decision, this.file.now);
    return decision;
  }

  command(command: StepCommandSubmitted['command'], fields: Partial<StepCommandSubmitted> = {}): Decided {
    return this.give('StepCommandSubmitted', {
      step_order: this.exception.currentStep ?? 1,
      command,
      actor_id: 'ann',
      actor_roles: ['operator'],
      note: null,
      ...fields,
    });
  }

  /** The waiting step's tool responds. */
  answer(output: JsonObject, executionId = this.executionId()): Decided {
    return this.give('ToolExecutionCompleted', { ...this.answered(executionId), http_status: 200, output });
  }

  /** The waiting step's tool fails. */
  answerFailure(error = 'no answer', executionId = this.executionId()): Decided {
    return this.give('ToolExecutionFailed', {
      ...this.answered(executionId),
      http_status: null,
      error_code: 'timeout',
      error,
    });
  }

  /** Advances the clock. */
  wait(minutes: number): void {
    this.file = { ...this.file, now: new Date(this.file.now.getTime() + minutes * 60_000) };
  }

  /** The waiting step's timer elapses, as reported by the worker's clock. */
  elapse(fields: Partial<StepTimerElapsed> = {}): Decided {
    const { order, attempts, timer } = this.step(this.exception.currentStep ?? 1);
    const due = timer ?? { kind: 'timeout', due_at: this.file.now.toISOString() };
    return this.give('StepTimerElapsed', { step_order: order, attempt: attempts, ...due, ...fields });
  }

  get exception(): ExceptionRecord {
    return this.file.exception;
  }

  step(order: number): StepRun {
    const step = this.exception.playbookRun?.steps[order - 1];
    if (!step) throw new Error(`The run has no step ${order}`);
    return step;
  }

  get statuses(): string[] {
    return (this.exception.playbookRun?.steps ?? []).map(({ status }) => status);
  }

  executionId(): string {
    const running = this.exception.playbookRun?.steps.find(({ status }) => status === 'running');
    if (!running?.execution_id) throw new Error('No step waits for a tool');
    return running.execution_id;
  }

  private answered(execution_id: string): JsonObject {
    return { execution_id, tool: 'getOrder', step_order: 1, attempts: 1, duration_ms: 5 };
  }
}

/** An exception whose matched playbook has these steps; not started yet. */
export function aRun(steps: PackPlaybook['steps'], { exception = anException(), pack, tenant }: RunParts = {}): Run {
  const matched = exception.withStatus('analyzing').with({ currentPlaybookId: 1, ...typeOf(exception) });
  const playbooks = [{ name: 'fix', match: {}, steps }];
  return new Run(aCaseFile({ exception: matched, config: { pack: { ...pack, playbooks }, tenant } }));
}

const typeOf = (exception: ExceptionBuilder): Partial<ExceptionRecord> =>
  exception.build().type === 'UNCLASSIFIED' ? { type: 'CASH_BREAK' } : {};
