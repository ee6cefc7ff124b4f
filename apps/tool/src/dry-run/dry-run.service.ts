/** Shows the request of a run and the obstacles to it; sends nothing and stores nothing. */
import { Injectable } from '@nestjs/common';
import { type JsonObject, isExceptionId } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import { ExceptionQueries, TenantRequests, type Transaction } from '@sentinai/persistence';
import { noSuchException } from '@sentinai/service-kit';
import { HttpToolClient } from '@sentinai/tool-calling';
import { type ToolInForce, ToolLookup } from '../definitions/tool.lookup.ts';
import { argumentFaults, requireSameDomain, verdictOn } from '../executions/execution-rules.ts';
import type { DryRunAnswer, Obstacle, ObstacleAnswer } from './dry-run.dto.ts';

export interface DryRunRequest {
  tenantId: string;
  toolId: number;
  arguments: JsonObject;
  /** Null: none. */
  exceptionId: string | null;
}

/** Placeholders for ids that only a real run has. */
const NO_EXECUTION = '(id of the execution)';
const NO_EXCEPTION = '(id of the exception)';

@Injectable()
export class DryRunService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly tools: ToolLookup,
    private readonly exceptions: ExceptionQueries,
    private readonly client: HttpToolClient,
  ) {}

  /** @throws ProblemException `not_found`; `conflict` for a version that is not in force, or an exception of another domain */
  async run(request: DryRunRequest): Promise<DryRunAnswer> {
    const { tenantId, toolId, arguments: args } = request;
    const { inForce, exception } = await this.requests.run(tenantId, async (tx) => ({
      inForce: await this.tools.byId(tx, tenantId, toolId),
      exception: await this.exception(tx, request),
    }));
    if (exception) requireSameDomain(inForce, exception);
    const { tool } = inForce;
    const exceptionId = request.exceptionId ?? NO_EXCEPTION;
    const call = { tenantId, exceptionId, executionId: NO_EXECUTION, tool, arguments: args };
    const { request: shown, problems } = await this.client.dryRun(call);
    const obstacles = [
      ...policyObstacles(inForce, exception),
      ...argumentFaults(tool, args).map(({ path, message }) => obstacle('invalid_arguments', `${path} ${message}`)),
      ...problems.map(({ code, detail }) => obstacle(code as Obstacle, detail)),
    ];
    const { name, version } = tool;
    return { tool_id: toolId, tool: name, version, would_send: obstacles.length === 0, request: shown, obstacles };
  }

  private async exception(tx: Transaction, { tenantId, exceptionId }: DryRunRequest): Promise<ExceptionRecord | null> {
    if (exceptionId === null) return null;
    const found = isExceptionId(exceptionId) ? await this.exceptions.find(tx, { tenantId, exceptionId }) : null;
    if (found) return found;
    throw noSuchException();
  }
}

/** Returns the policy's obstacles. Without an exception only the tool's disabled state is checked, since it applies to all exceptions. */
function policyObstacles(inForce: ToolInForce, exception: ExceptionRecord | null): ObstacleAnswer[] {
  const { config, tool } = inForce;
  if (config.disabledTools.has(tool.name)) return [obstacle('tool_disabled', `${tool.name} is switched off`)];
  if (!exception) return [];
  const { allowed, approvalRequired, reasons } = verdictOn(inForce, exception);
  const detail = reasons.join('; ');
  if (!allowed) return [obstacle('forbidden_by_policy', detail)];
  return approvalRequired ? [obstacle('approval_required', detail)] : [];
}

const obstacle = (code: Obstacle, detail: string): ObstacleAnswer => ({ code, detail });
