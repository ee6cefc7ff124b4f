/** Accepts people's commands on exceptions: checks each against the current state of the exception and records it. */
import { Injectable } from '@nestjs/common';
import { isExceptionId } from '@sentinai/contracts';
import { type ExceptionRecord, hasSeverity, legalCommands, refusalOf } from '@sentinai/domain';
import { type CommandOutcome, CommandRecorder } from '@sentinai/messaging';
import { StatusAuthority, type StoredEvent, TenantRequests, type Transaction } from '@sentinai/persistence';
import { type CommandTarget, ProblemException } from '@sentinai/service-kit';
import { ExceptionLookup } from '../lookups/exception.lookup.ts';
import { type CommandSender, type OrderedCommand, eventOf } from './ordered-command.ts';

@Injectable()
export class CaseCommandsService {
  constructor(
    private readonly recorder: CommandRecorder,
    private readonly authority: StatusAuthority,
    private readonly requests: TenantRequests,
    private readonly lookup: ExceptionLookup,
  ) {}

  /**
   * @param actorId subject of the token
   * @returns the event that records the command
   * @throws ProblemException `not_found`, `unknown_tenant`, `illegal_transition`, `conflict` when there is nothing to change,
   *   `idempotency_conflict`
   */
  async submit(target: CommandTarget, actorId: string, ordered: OrderedCommand): Promise<StoredEvent> {
    const { tenantId } = target;
    const [outcome] = isExceptionId(target.exceptionId)
      ? await this.submitAll(tenantId, [target], { actorId }, ordered)
      : [null];
    if (outcome instanceof ProblemException) throw outcome;
    return outcome ?? this.refuseUnknown(target);
  }

  /**
   * Submits one command to many exceptions of a tenant, in one transaction.
   *
   * @returns the result for each, in order; null when the exception does not exist
   * @throws ProblemException `unavailable` while the database is down
   */
  async submitAll(
    tenantId: string,
    targets: readonly Omit<CommandTarget, 'tenantId'>[],
    sender: CommandSender,
    ordered: OrderedCommand,
  ): Promise<CommandOutcome[]> {
    const { type, data } = eventOf(ordered, sender);
    const orders = targets.map(({ exceptionId, idempotencyKey }) => ({
      exceptionId,
      command: {
        type,
        actor: { type: 'user', id: sender.actorId } as const,
        idempotencyKey: idempotencyKey && `${ordered.command}:${idempotencyKey}`,
        expected: data,
        data: async (exception: ExceptionRecord, tx: Transaction) => {
          await this.judge(tx, exception, ordered);
          return data;
        },
      },
    }));
    return this.recorder.recordAll(tenantId, orders);
  }

  private async judge(tx: Transaction, exception: ExceptionRecord, ordered: OrderedCommand): Promise<void> {
    const situation = { status: exception.status, sourceIsAuthority: await this.authority.isSource(tx, exception) };
    const refusal = refusalOf(ordered.command, situation);
    if (refusal !== null) {
      throw new ProblemException('illegal_transition', refusal, { extensions: { legal: legalCommands(situation) } });
    }
    const conflict = conflictOf(ordered, exception);
    if (conflict !== null) throw new ProblemException('conflict', conflict);
  }

  private async refuseUnknown(key: { tenantId: string; exceptionId: string }): Promise<never> {
    await this.requests.run(key.tenantId, (tx) => this.lookup.get(tx, key));
    throw new ProblemException('unavailable', 'The exception has just been created; try again.');
  }
}

/** Returns why a legal command has nothing to change; null when it has. */
function conflictOf(ordered: OrderedCommand, exception: ExceptionRecord): string | null {
  switch (ordered.command) {
    case 'change_severity':
      return ordered.severity !== undefined && hasSeverity(exception, ordered.severity)
        ? `The exception already has severity ${exception.severity}.`
        : null;
    case 'triage':
      return exception.milestones.triaged_at ? null : 'The exception has not been triaged yet; it soon will be.';
    case 'evaluate_policy':
      return exception.policy ? null : 'The policy has not been applied to the exception yet; it soon will be.';
    default:
      return null;
  }
}
