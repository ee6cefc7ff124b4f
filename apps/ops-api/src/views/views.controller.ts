import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, Route, TenantId, TenantQuery } from '@sentinai/service-kit';
import { ViewAnswer, ViewBody, ViewList } from './views.dto.ts';
import { ViewsService } from './views.service.ts';

const ViewId = (): MethodDecorator => ApiParam({ name: 'view_id', type: String, format: 'uuid' });

@ApiTags('views')
@Controller('api/views')
export class ViewsController {
  constructor(private readonly views: ViewsService) {}

  @Get()
  @Route({ permission: 'views.save', summary: "Lists the caller's own and shared views, by name.", answer: ViewList })
  list(@TenantId() tenantId: string, @CurrentUser() user: Principal, @Query() _query: TenantQuery): Promise<ViewList> {
    return this.views.list(tenantId, user);
  }

  @Get(':view_id')
  @ViewId()
  @Route({ permission: 'views.save', summary: 'Returns one view.', answer: ViewAnswer, notFound: 'No such view' })
  show(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Param('view_id') viewId: string,
    @Query() _query: TenantQuery,
  ): Promise<ViewAnswer> {
    return this.views.show(tenantId, user, viewId);
  }

  @Post()
  @Route({
    permission: 'views.save',
    summary: 'Saves filters of the exception list under a name.',
    status: 201,
    answer: ViewAnswer,
    conflict: 'The caller has another view of that name, or too many views',
  })
  create(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Body() body: ViewBody,
    @Query() _query: TenantQuery,
  ): Promise<ViewAnswer> {
    return this.views.create(tenantId, user, body);
  }

  @Put(':view_id')
  @ViewId()
  @ApiQuery({ name: 'tenant_id', type: String, required: false })
  @Route({
    permission: 'views.save',
    summary: "Replaces one of the caller's own views.",
    status: 200,
    answer: ViewAnswer,
    notFound: 'No such view',
    conflict: 'The caller has another view of that name',
  })
  replace(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Param('view_id') viewId: string,
    @Body() body: ViewBody,
  ): Promise<ViewAnswer> {
    return this.views.replace(tenantId, user, viewId, body);
  }

  @Delete(':view_id')
  @ViewId()
  @Route({
    permission: 'views.save',
    summary: "Deletes one of the caller's own views; an admin deletes any that is shared.",
    status: 204,
    notFound: 'No such view',
  })
  remove(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Param('view_id') viewId: string,
    @Query() _query: TenantQuery,
  ): Promise<void> {
    return this.views.remove(tenantId, user, viewId);
  }
}
