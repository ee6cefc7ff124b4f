/** Manual runs: requested and cancelled through events of the exception, so that the worker calls the tool once. */
import { Injectable } from '@nestjs/common';
import { type JsonObject, ToolExecutionFailed, ToolExecutionRequested, isExceptionId } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import { CommandRecorder } from '@sentinai/messaging';
import { type StoredEvent, TenantRequests, type Transaction } from '@sentinai/persistence';
import { actorOf, isUuid, noSuchException, ProblemException, requireStorable } from '@sentinai/service-kit';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '../api/caller.decorator.ts';
import { ToolLookup } from '../definitions/tool.lookup.ts';
import type { ExecutionAccepted } from './execution.dto.ts';
import { ExecutionStore } from './execution.store.ts';
import {
  requireFittingArguments,
  requirePermitted,
  requireSameDomain,
  requireWithoutPersonalData,
} from './execution-rules.ts';

export interface ExecuteRequest extends Caller {
  exceptionId: string;
  /** Id of a version, or name of a tool in the exception's domain. */
  tool: number | string;
  arguments: JsonObject;
}

export interface CancelRequest extends Caller {
  executionId: string;
  reason: string | null;
}

/** Maximum length of names in events. */
const MAX_NAME_CHARACTERS = 256;
const MAX_ERROR_CHARACTERS = 4_000;

@Injectable()
export class ExecutionService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly tools: ToolLookup,
    private readonly recorder: CommandRecorder,
    private readonly executions: ExecutionStore,
  ) {}

  /**
   * @throws ProblemException `not_found`; `invalid_request` when the arguments do not fit, or hold personal data; `tool_disabled`, `approval_required`,
   *   `conflict` when the tool may not be called for this exception; `tenant_suspended`
   */
  async execute(request: ExecuteRequest): Promise<ExecutionAccepted> {
    const { tenantId, exceptionId, idempotencyKey } = request;
    requireStorable('arguments', request.arguments);
    const stored = isExceptionId(exceptionId)
      ? await this.recorder.record(
          { tenantId, exceptionId },
          {
            type: ToolExecutionRequested.type,
            actor: actorOf(request),
            idempotencyKey,
            data: (exception, tx, redactor) => {
              requireWithoutPersonalData(request.arguments, redactor);
              return this.request(tx, exception, request);
            },
          },
        )
      : null;
    return accepted(stored, 'requested');
  }

  /**
   * Cancels a run before its tool is called; a playbook that waits for it continues as after a failure.
   * @throws ProblemException `not_found`; `conflict` when the call is being made, or the run has ended
   */
  async cancel(request: CancelRequest): Promise<ExecutionAccepted> {
    const { tenantId, executionId, idempotencyKey } = request;
    const run = isUuid(executionId)
      ? await this.requests.run(tenantId, (tx) => this.executions.find(tx, { tenantId, executionId }))
      : null;
    if (!run) throw new ProblemException('not_found', 'The tenant has no tool run with this id.');
    const stored = await this.recorder.record(run, {
      type: ToolExecutionFailed.type,
      actor: actorOf(request),
      idempotencyKey: idempotencyKey === undefined ? undefined : `${executionId}:${idempotencyKey}`,
      data: (_, tx, redactor) => this.executions.cancel(tx, run, redactor.field('error', cancellation(request))),
    });
    return accepted(stored, 'cancelled');
  }

  private async request(tx: Transaction, exception: ExceptionRecord, request: ExecuteRequest): Promise<JsonObject> {
    const { tenantId, tool: named } = request;
    const inForce =
      typeof named === 'number'
        ? await this.tools.byId(tx, tenantId, named)
        : await this.tools.byName(tx, tenantId, exception.domain, named);
    requireSameDomain(inForce, exception);
    requireFittingArguments(inForce.tool, request.arguments);
    requirePermitted(inForce, exception);
    const { tool } = inForce;
    const data: ToolExecutionRequested = {
      execution_id: uuidv7(),
      tool: tool.name,
      tool_version: tool.version,
      arguments: request.arguments,
      step_order: null,
      requested_by: `user:${request.subject}`.slice(0, MAX_NAME_CHARACTERS),
    };
    await this.executions.request(tx, exception, { ...data, toolId: tool.toolId });
    return data;
  }
}

/** Text of a cancellation. It does not name the person, whom the event's actor names: redaction would remove a mail address from a text. */
const cancellation = ({ reason }: CancelRequest): string =>
  (reason ? `Cancelled: ${reason}` : 'Cancelled').slice(0, MAX_ERROR_CHARACTERS);

/** @throws ProblemException `not_found` when nothing was stored: there is no such exception */
function accepted(stored: StoredEvent | null, status: ExecutionAccepted['status']): ExecutionAccepted {
  if (!stored) throw noSuchException();
  const { tenantId, exceptionId, eventId, sequence, payloadJson } = stored;
  const { execution_id } = JSON.parse(payloadJson) as { execution_id: string };
  const status_url = `/api/tools/executions/${execution_id}?tenant_id=${encodeURIComponent(tenantId)}`;
  const key = { execution_id, tenant_id: tenantId, exception_id: exceptionId };
  return { ...key, status, command_id: eventId, sequence, status_url };
}
