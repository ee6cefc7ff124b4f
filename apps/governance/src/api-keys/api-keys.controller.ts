import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, Route, TenantId, TenantPageQuery } from '@sentinai/service-kit';
import { ApiKeyList, CreateApiKey, CreatedApiKey, RotateApiKey } from './api-keys.dto.ts';
import { ApiKeysService } from './api-keys.service.ts';

@ApiTags('api keys')
@Controller('api/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Post()
  @Route({
    permission: 'api-keys.manage',
    tenantInQuery: true,
    summary: 'Creates an API key for a tenant. The response shows the key, only this once.',
    status: 201,
    answer: CreatedApiKey,
  })
  create(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Body() body: CreateApiKey,
  ): Promise<CreatedApiKey> {
    return this.keys.create(tenantId, user, body);
  }

  @Get()
  @Route({
    permission: 'api-keys.manage',
    summary: 'Lists the API keys of a tenant, without their secrets.',
    answer: ApiKeyList,
  })
  list(@TenantId() tenantId: string, @Query() query: TenantPageQuery): Promise<ApiKeyList> {
    return this.keys.list(tenantId, query);
  }

  @Post(':api_key_id/rotate')
  @Route({
    permission: 'api-keys.manage',
    tenantInQuery: true,
    summary: 'Rotates a key: creates its replacement. The response shows the new key, only this once.',
    status: 201,
    answer: CreatedApiKey,
    notFound: 'No such key',
    conflict: 'The key is not in force',
  })
  @ApiBody({ type: RotateApiKey, required: false })
  rotate(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Param('api_key_id') id: string,
    @Body() body: RotateApiKey,
  ): Promise<CreatedApiKey> {
    return this.keys.rotate(tenantId, user, id, body.grace_seconds);
  }

  @Delete(':api_key_id')
  @Route({
    permission: 'api-keys.manage',
    tenantInQuery: true,
    summary: 'Revokes a key. All services reject it within five seconds.',
    status: 204,
    notFound: 'No such key',
  })
  revoke(@TenantId() tenantId: string, @CurrentUser() user: Principal, @Param('api_key_id') id: string): Promise<void> {
    return this.keys.revoke(tenantId, user, id);
  }
}
