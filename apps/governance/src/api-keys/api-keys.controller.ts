import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, TenantId } from '@sentinai/service-kit';
import { ApiKeyRoute, refusal } from './api-key-route.decorator.ts';
import { ApiKeyList, CreateApiKey, CreatedApiKey, ListApiKeysQuery, RotateApiKey } from './api-keys.dto.ts';
import { ApiKeysService } from './api-keys.service.ts';

@ApiTags('api keys')
@Controller('api/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Post()
  @ApiKeyRoute('Makes an API key of a tenant. The answer shows it, this once.')
  @ApiCreatedResponse({ type: CreatedApiKey })
  create(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Body() body: CreateApiKey,
  ): Promise<CreatedApiKey> {
    return this.keys.create(tenantId, user, body);
  }

  @Get()
  @ApiKeyRoute('Lists the API keys of a tenant, without the keys themselves.')
  @ApiOkResponse({ type: ApiKeyList })
  list(@TenantId() tenantId: string, @Query() query: ListApiKeysQuery): Promise<ApiKeyList> {
    return this.keys.list(tenantId, query);
  }

  @Post(':api_key_id/rotate')
  @ApiKeyRoute('Makes a key that takes the place of another one. The answer shows it, this once.', 'No such key')
  @ApiCreatedResponse({ type: CreatedApiKey })
  @refusal(409, 'The key is not in force')
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
  @HttpCode(204)
  @ApiKeyRoute('Revokes a key. Within five seconds no service takes it any more.', 'No such key')
  @ApiNoContentResponse()
  revoke(@TenantId() tenantId: string, @CurrentUser() user: Principal, @Param('api_key_id') id: string): Promise<void> {
    return this.keys.revoke(tenantId, user, id);
  }
}
