/** `POST /api/tools/{tool_id}/execute`, `POST /tool/execute`, `POST /api/tools/executions/{execution_id}/cancel`. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CommandOf } from '../api/caller.decorator.ts';
import { toolIdOf } from '../definitions/tool-id.ts';
import { Route, TakesIdempotencyKey } from '@sentinai/service-kit';
import { CancelBody, ExecuteNamedToolBody, ExecuteToolBody, ExecutionAccepted } from './execution.dto.ts';
import { ExecutionService } from './execution.service.ts';

const WHY_NOT =
  '`tool_disabled`; `approval_required`: only a playbook step with its approval may run it; `conflict`: the policy forbids the ' +
  'tool for this exception, or another version is in force';

@ApiTags('tools')
@Controller()
export class ExecutionController {
  constructor(private readonly executions: ExecutionService) {}

  @Post('api/tools/:tool_id/execute')
  @Route({
    tenantInQuery: true,
    permission: 'tools.execute',
    status: 202,
    answer: ExecutionAccepted,
    summary: 'Run a tool for an exception. The run is polled at `status_url`.',
    notFound: 'No such tool, or no such exception',
    conflict: WHY_NOT,
  })
  @TakesIdempotencyKey()
  @ApiParam({ name: 'tool_id', type: 'integer' })
  execute(
    @CommandOf('execute') caller: Caller,
    @Param('tool_id') toolId: string,
    @Body() body: ExecuteToolBody,
  ): Promise<ExecutionAccepted> {
    const { exception_id: exceptionId, arguments: args } = body;
    return this.executions.execute({ ...caller, exceptionId, tool: toolIdOf(toolId), arguments: args });
  }

  @Post('tool/execute')
  @Route({
    tenantInQuery: true,
    permission: 'tools.execute',
    status: 202,
    answer: ExecutionAccepted,
    summary: 'Run a tool of the given name for an exception.',
    notFound: 'No such exception, or its domain has no such tool',
    conflict: WHY_NOT,
  })
  @TakesIdempotencyKey()
  executeNamed(@CommandOf('execute') caller: Caller, @Body() body: ExecuteNamedToolBody): Promise<ExecutionAccepted> {
    const { exception_id: exceptionId, tool, arguments: args } = body;
    return this.executions.execute({ ...caller, exceptionId, tool, arguments: args });
  }

  @Post('api/tools/executions/:execution_id/cancel')
  @Route({
    tenantInQuery: true,
    permission: 'tools.execute',
    status: 202,
    answer: ExecutionAccepted,
    summary: 'Cancel a run before its tool is called.',
    description:
      'A run that is `requested` or `waiting` ends at once as `cancelled`: its tool is not called, and a playbook that waits for it ' +
      'continues as after a failure.',
    notFound: 'No such run',
    conflict: '`conflict`: the tool is being called, or the run has ended',
  })
  @TakesIdempotencyKey()
  @ApiParam({ name: 'execution_id', format: 'uuid' })
  @ApiBody({ type: CancelBody, required: false })
  cancel(
    @CommandOf('cancel') caller: Caller,
    @Param('execution_id') executionId: string,
    @Body() body: CancelBody,
  ): Promise<ExecutionAccepted> {
    return this.executions.cancel({ ...caller, executionId, reason: body.reason ?? null });
  }
}
