/** `POST /api/tools`, `PUT` and `DELETE /api/tools/{tool_id}`, `POST /api/tools/{tool_id}/enable|disable`. */
import { Body, Controller, Delete, Param, Post, Put } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, Route, TenantId } from '@sentinai/service-kit';
import { toolIdOf } from './tool-id.ts';
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
    summary: "Create a tool of the tenant's own. It takes effect with the next decision.",
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
    summary: "Replace a tool with a new version. It belongs to the tenant, even if the previous one was the pack's.",
    description:
      'The path names the version in force; an outdated one gets 409. Unchanged content creates no new version.',
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
    summary: "Deactivate a tool of the tenant's own. The pack's tool of the same name takes its place again.",
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
    summary: 'Enable a tool.',
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
    summary: 'Disable a tool: requests by steps and people are refused, and waiting runs fail, as `tool_disabled`.',
    description: 'Applies to the name: new versions of the tool stay disabled.',
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
