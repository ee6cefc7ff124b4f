/** Routes with every kind of guard, for the access tests. */
import { Body, Controller, Get, Post } from '@nestjs/common';
import { Allow, Public } from '../auth/access.decorator.ts';
import { CurrentUser } from '../auth/current-user.decorator.ts';
import type { Principal } from '../auth/principal.ts';
import { TenantId } from '../tenancy/tenant-id.decorator.ts';

@Allow('exceptions.read')
@Controller('v1')
export class GuardedCasesController {
  @Get('whoami')
  whoami(@CurrentUser() user: Principal) {
    return user;
  }

  @Get('tenants/:tenant_id/cases')
  ofTenant(@TenantId() tenantId: string) {
    return { tenantId };
  }

  @Get('cases')
  list(@TenantId() tenantId: string) {
    return { tenantId };
  }

  @Post('cases')
  create(@TenantId() tenantId: string, @Body() body: object) {
    return { tenantId, body };
  }

  @Allow('packs.write')
  @Get('admin')
  admin() {
    return { ok: true };
  }

  @Public()
  @Get('open')
  open() {
    return { ok: true };
  }
}
