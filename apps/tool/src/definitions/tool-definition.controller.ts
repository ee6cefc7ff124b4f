/** `POST /api/tools`, `PUT` and `DELETE /api/tools/{tool_id}`, `POST /api/tools/{tool_id}/enable|disable`. */
import { Body, Controller, Delete, Param, Post, Put } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, Route, TenantId } from '@sentinai/service-kit';
import { toolIdOf } from '../api/field.decorators.ts';
import { NewToolBody, ToolInForceAnswer, ToolVersionBody } from './tool-definition.dto.ts';
import { ToolDefinitionService } from './tool-definition.service.ts';

const OLD_VERSION = '`conflict`: the version is not in force';

@ApiTags('tools')
@Controller('api/tools')
export class ToolDefinitionController {
  constructor(private readonly definitions: ToolDefinitionService) {}

  @Post()
  @Route({
    tenantInQuery: true,
    permission: 'tools.write',
    status: 201,
    answer: ToolInForceAnswer,
    summary: "Make a tool of the tenant's own. It is in force from the next decision on.",
    notFound: 'The tenant does not exist',
    conflict: '`conflict`: a tool of this name is in force already, or the tenant has no domain',
  })
  @ApiBody({ type: NewToolBody })
  create(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Body() body: unknown,
  ): Promise<ToolInForceAnswer> {
    return this.definitions.create({ tenantId, subject: user.subject }, body);
  }

  @Put(':tool_id')
  @Route({
    tenantInQuery: true,
    permission: 'tools.write',
    answer: ToolInForceAnswer,
    summary: "Put a new version of a tool into force: the tenant's own, also when the one before was the pack's.",
    description:
      'The path names the version in force: who has not seen the newest one is told so. The same content makes no version.',
    notFound: 'No such tool',
    conflict: OLD_VERSION,
  })
  @ApiParam({ name: 'tool_id', type: 'integer' })
  @ApiBody({ type: ToolVersionBody })
  replace(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Param('tool_id') toolId: string,
    @Body() body: unknown,
  ): Promise<ToolInForceAnswer> {
    return this.definitions.replace({ tenantId, subject: user.subject }, toolIdOf(toolId), body);
  }

  @Delete(':tool_id')
  @Route({
    tenantInQuery: true,
    permission: 'tools.write',
    status: 204,
    summary: "Take a tool of the tenant's own out of force. The pack's of the same name takes its place again.",
    notFound: 'No such tool',
    conflict: "`conflict`: the version is not in force, or is the pack's",
  })
  @ApiParam({ name: 'tool_id', type: 'integer' })
  remove(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Param('tool_id') toolId: string,
  ): Promise<void> {
    return this.definitions.remove({ tenantId, subject: user.subject }, toolIdOf(toolId));
  }

  @Post(':tool_id/enable')
  @Route({
    tenantInQuery: true,
    permission: 'tools.write',
    answer: ToolInForceAnswer,
    summary: 'Switch a tool on.',
    notFound: 'No such tool',
    conflict: OLD_VERSION,
  })
  @ApiParam({ name: 'tool_id', type: 'integer' })
  enable(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Param('tool_id') toolId: string,
  ): Promise<ToolInForceAnswer> {
    return this.definitions.switch({ tenantId, subject: user.subject }, toolIdOf(toolId), true);
  }

  @Post(':tool_id/disable')
  @Route({
    tenantInQuery: true,
    permission: 'tools.write',
    answer: ToolInForceAnswer,
    summary:
      'Switch a tool off: steps and people that ask for it are refused, and runs that wait fail, as `tool_disabled`.',
    description: 'It goes by the name: a new version of it stays off.',
    notFound: 'No such tool',
    conflict: OLD_VERSION,
  })
  @ApiParam({ name: 'tool_id', type: 'integer' })
  disable(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Param('tool_id') toolId: string,
  ): Promise<ToolInForceAnswer> {
    return this.definitions.switch({ tenantId, subject: user.subject }, toolIdOf(toolId), false);
  }
}
