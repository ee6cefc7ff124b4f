import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { NoQuery, Route, TenantId } from '@sentinai/service-kit';
import { CommandStateService } from './command-state.service.ts';
import { CommandState } from './commands.dto.ts';

@ApiTags('cases')
@ApiParam({ name: 'tenant_id', type: String })
@ApiParam({ name: 'exception_id', type: String })
@ApiParam({ name: 'command_id', type: String, format: 'uuid' })
@Controller('api/exceptions/:tenant_id/:exception_id/commands/:command_id')
export class CommandStateController {
  constructor(private readonly states: CommandStateService) {}

  @Get()
  @Route({
    permission: 'exceptions.read',
    summary: 'Returns the outcome of a command on an exception, its playbook or a tool.',
    answer: CommandState,
    notFound: 'No such exception, or no such command',
  })
  show(
    @TenantId() tenantId: string,
    @Param('exception_id') exceptionId: string,
    @Param('command_id') commandId: string,
    @Query() _query: NoQuery,
  ): Promise<CommandState> {
    return this.states.show({ tenantId, exceptionId }, commandId);
  }
}
