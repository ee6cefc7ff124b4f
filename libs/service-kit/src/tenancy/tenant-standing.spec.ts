import type { TenantStatus } from '@sentinai/contracts';
import { Body, Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import { Allow, Public } from '../auth/access.decorator.ts';
import { createService, type Service } from '../bootstrap/create-service.ts';
import { defineConfig } from '../config/config.ts';
import { authSettings } from '../config/shared-settings.ts';
import { startTestIssuer, type TestIssuer, type TokenClaims } from '../testing/test-issuer.ts';
import { TENANT_STANDINGS, type TenantStandingLookup } from './tenant-standing.guard.ts';

@Controller()
class CasesController {
  @Allow('exceptions.report')
  @Post(['cases', 'tenants/:tenant_id/cases'])
  @HttpCode(202)
  report(@Body() _body: unknown) {
    return { done: true };
  }

  @Allow('exceptions.read')
  @Get('tenants/:tenant_id/cases')
  read() {
    return { done: true };
  }

  @Allow('config.read')
  @Post('tenants/:tenant_id/preview')
  @HttpCode(200)
  preview() {
    return { done: true };
  }

  @Allow('tenants.manage')
  @Post('tenants/:tenant_id/resume')
  @HttpCode(200)
  resume() {
    return { done: true };
  }

  @Public()
  @Post('hook')
  @HttpCode(200)
  hook() {
    return { done: true };
  }
}

const STANDINGS: Readonly<Record<string, TenantStatus>> = { ACTIVE: 'active', AWAY: 'suspended', GONE: 'archived' };
const lookup: TenantStandingLookup = { statusOf: (tenantId) => Promise.resolve(STANDINGS[tenantId] ?? null) };

@Module({ controllers: [CasesController], providers: [{ provide: TENANT_STANDINGS, useValue: lookup }] })
class CasesModule {}

@Module({ controllers: [CasesController] })
class ModuleWithoutDatabase {}

describe('the tenant standing guard', () => {
  let issuer: TestIssuer;
  let service: Service;

  const start = (module: typeof CasesModule) =>
    createService(
      { name: 'cases', config: defineConfig(authSettings), module },
      { env: { ...issuer.env, LOG_LEVEL: 'silent' } },
    );

  beforeAll(async () => {
    issuer = await startTestIssuer();
    service = await start(CasesModule);
  });
  afterAll(async () => {
    await service.app.close();
    await issuer.stop();
  });

  const ask = async (method: 'GET' | 'POST', url: string, claims: TokenClaims = {}, of = service) => {
    const headers = await issuer.bearer({ roles: ['super_admin'], tenants: [], ...claims });
    const response = await of.app.inject({ method, url, headers, ...(method === 'POST' && { payload: {} }) });
    return [response.statusCode, response.json<{ code?: string }>().code];
  };

  it.each(['AWAY', 'GONE'])('refuses writes of %s, a super admin’s too', async (tenant) => {
    expect(await ask('POST', `/tenants/${tenant}/cases`)).toEqual([403, 'tenant_suspended']);
    expect(await ask('POST', `/cases?tenant_id=${tenant}`)).toEqual([403, 'tenant_suspended']);
    expect(await ask('POST', '/cases', { roles: ['operator'], tenants: [tenant] })).toEqual([403, 'tenant_suspended']);
  });

  it('allows reads, queries by POST, and reactivating the tenant', async () => {
    expect(await ask('GET', '/tenants/AWAY/cases')).toEqual([200, undefined]);
    expect(await ask('POST', '/tenants/AWAY/preview')).toEqual([200, undefined]);
    expect(await ask('POST', '/tenants/AWAY/resume')).toEqual([200, undefined]);
    expect(await ask('POST', '/hook')).toEqual([200, undefined]);
  });

  it('allows writes of active tenants, and leaves unknown ones to the route', async () => {
    expect(await ask('POST', '/tenants/ACTIVE/cases')).toEqual([202, undefined]);
    expect(await ask('POST', '/tenants/NOBODY/cases')).toEqual([202, undefined]);
  });

  it('tells other tenants nothing about it', async () => {
    expect(await ask('POST', '/tenants/AWAY/cases', { roles: ['operator'], tenants: ['ACTIVE'] })).toEqual([
      403,
      'tenant_forbidden',
    ]);
  });

  it('allows everything in a service without a tenant lookup', async () => {
    const without = await start(ModuleWithoutDatabase);

    expect(await ask('POST', '/tenants/AWAY/cases', {}, without)).toEqual([202, undefined]);
    await without.app.close();
  });
});
