/** Accepts people's commands to playbooks: checks each against the current exception and records it for the agent. */
import { Injectable } from '@nestjs/common';
import {
  CaseCommandSubmitted,
  type JsonObject,
  type StepCommand,
  StepCommandSubmitted,
  isExceptionId,
} from '@sentinai/contracts';
import { type CommandType, type ExceptionRecord, legalCommands, refusalOf } from '@sentinai/domain';
import { CommandRecorder } from '@sentinai/messaging';
import { StatusAuthority, type Transaction } from '@sentinai/persistence';
import {
  type CommandAccepted,
  commandAccepted,
  type CommandTarget,
  noSuchException,
  type Principal,
  ProblemException,
  requireStorable,
} from '@sentinai/service-kit';
import { requireExpected } from './step-expectation.ts';

/** A person's command to a step. */
export interface StepDecision {
  order: number;
  command: StepCommand;
  note: string | null;
  result?: JsonObject | undefined;
}

@Injectable()
export class StepsService {
  constructor(
    private readonly recorder: CommandRecorder,
    private readonly authority: StatusAuthority,
  ) {}

  /**
   * @throws ProblemException `not_found`, `step_not_expected`, `idempotency_conflict`; `invalid_request` when the result cannot be
   *   stored; for an approval also `forbidden`, `conflict`
   */
  async decide(target: CommandTarget, user: Principal, decision: StepDecision): Promise<CommandAccepted> {
    const { order, command, note, result } = decision;
    if (result !== undefined) requireStorable('result', result);
    const data: StepCommandSubmitted = {
      step_order: order,
      command,
      actor_id: user.subject,
      actor_roles: [...user.roles],
      note,
      ...(result !== undefined && { result }),
    };
    return this.record(
      target,
      { type: StepCommandSubmitted.type, scope: `step.${order}.${command}`, data },
      (exception) => requireExpected(exception, decision, user),
    );
  }

  /** @throws ProblemException `not_found`, `illegal_transition`, `idempotency_conflict` */
  async recalculate(target: CommandTarget, user: Principal, note: string | null): Promise<CommandAccepted> {
    const data: CaseCommandSubmitted = { command: 'recalculate', actor_id: user.subject, note };
    const command = { type: CaseCommandSubmitted.type, scope: 'recalculate', data };
    return this.record(target, command, (exception, tx) => this.requireLegal(exception, tx));
  }

  private async record(
    { tenantId, exceptionId, idempotencyKey }: CommandTarget,
    { type, scope, data }: { type: CommandType; scope: string; data: JsonObject & { actor_id: string } },
    judge: (exception: ExceptionRecord, tx: Transaction) => void | Promise<void>,
  ): Promise<CommandAccepted> {
    const stored = isExceptionId(exceptionId)
      ? await this.recorder.record(
          { tenantId, exceptionId },
          {
            type,
            actor: { type: 'user', id: data.actor_id },
            idempotencyKey: idempotencyKey && `${scope}:${idempotencyKey}`,
            expected: data,
            data: async (exception, tx) => {
              await judge(exception, tx);
              return data;
            },
          },
        )
      : null;
    if (!stored) throw noSuchException();
    return commandAccepted(stored);
  }

  /** Checks the command against the status machine that applies to all case commands. */
  private async requireLegal(exception: ExceptionRecord, tx: Transaction): Promise<void> {
    const situation = { status: exception.status, sourceIsAuthority: await this.authority.isSource(tx, exception) };
    const refusal = refusalOf('recalculate', situation);
    if (refusal === null) return;
    throw new ProblemException('illegal_transition', refusal, { extensions: { legal: legalCommands(situation) } });
  }
}
