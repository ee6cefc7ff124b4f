/** Takes commands of people to exceptions: judges each against the exception as it stands, and records it. */
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import {
  type Actor,
  type CaseCommandSubmitted,
  CaseCommandSubmitted as Submitted,
  isExceptionId,
} from '@sentinai/contracts';
import { type ExceptionRecord, legalCommands, refusalOf } from '@sentinai/domain';
import { CommandRecorder } from '@sentinai/messaging';
import { StatusAuthority, type StoredEvent, TenantRequests, type Transaction } from '@sentinai/persistence';
import { type CommandTarget, ProblemException } from '@sentinai/service-kit';
import { ExceptionLookup } from '../reads/exception.lookup.ts';
import type { OrderedCommand } from './ordered-command.ts';

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
    const { idempotencyKey, ...key } = target;
    const data: CaseCommandSubmitted = { actor_id: actorId, ...ordered };
    const actor: Actor = { type: 'user', id: actorId };
    const stored = isExceptionId(key.exceptionId)
      ? await this.recorder.record(key, {
          type: Submitted.type,
          actor,
          idempotencyKey: idempotencyKey && `${ordered.command}:${idempotencyKey}`,
          data: async (exception, tx) => {
            await this.judge(tx, exception, ordered);
            return data;
          },
        })
      : null;
    if (!stored) return this.refuseUnknown(key);
    requireSame(stored, data);
    return stored;
  }

  private async judge(tx: Transaction, exception: ExceptionRecord, ordered: OrderedCommand): Promise<void> {
    const situation = { status: exception.status, sourceIsAuthority: await this.authority.isSource(tx, exception) };
    const refusal = refusalOf(ordered.command, situation);
    if (refusal !== null) {
      throw new ProblemException('illegal_transition', refusal, { extensions: { legal: legalCommands(situation) } });
    }
    if (ordered.command === 'change_severity' && ordered.severity === exception.severity) {
      throw new ProblemException('conflict', `The severity of the exception is ${exception.severity} already.`);
    }
  }

  private async refuseUnknown(key: { tenantId: string; exceptionId: string }): Promise<never> {
    await this.requests.run(key.tenantId, (tx) => this.lookup.get(tx, key));
    throw new ProblemException('unavailable', 'The exception has only just come to be: try again.');
  }
}

/** The same key gives the answer of the first time, so it must ask for the same. */
function requireSame({ payloadJson }: StoredEvent, data: CaseCommandSubmitted): void {
  const given = JSON.parse(JSON.stringify(data)) as unknown;
  if (isDeepStrictEqual(JSON.parse(payloadJson), given)) return;
  throw new ProblemException('idempotency_conflict', 'The Idempotency-Key was used for another request.');
}
