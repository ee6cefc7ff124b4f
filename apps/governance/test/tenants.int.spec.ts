/** Tenants over HTTP: visibility, settings, and the effects of a suspension. */
import { setTimeout as delay } from 'node:timers/promises';
import type { TokenClaims } from '@sentinai/service-kit/testing';
import { type Governance, OTHER_TENANT, SUPER_ADMIN, TENANT, startGovernance } from './testing/governance.ts';
import { aDomainPack } from './testing/packs.ts';

let api: Governance;

beforeAll(async () => {
  api = await startGovernance();
});
afterAll(() => api.stop());

const asRoot = { claims: SUPER_ADMIN };
const create = (tenant_id: string, name = tenant_id) =>
  api.ask('POST', '/api/tenants', { body: { tenant_id, name }, ...asRoot });
const change = (tenant: string, verb: string, reason = 'because') =>
  api.ask('POST', `/api/tenants/${tenant}/${verb}`, { body: { reason }, ...asRoot });
const patch = (body: unknown, headers: Record<string, string> = {}) =>
  api.ask('PATCH', `/api/tenants/${TENANT}`, { body, headers });

describe('creating', () => {
  it('makes a tenant that is active and has no settings', async () => {
    const { status, body } = await create('NEW', 'A new one');

    expect(status).toBe(201);
    expect(body).toEqual({
      tenant_id: 'NEW',
      name: 'A new one',
      status: 'active',
      revision: 1,
      retention_days: null,
      pii_fields: null,
      time_zone: null,
      business_calendar: null,
      status_reason: null,
      status_changed_by: null,
      status_changed_at: null,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect(await create('NEW')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it.each([
    { tenant_id: '-x', name: 'n' },
    { tenant_id: 'X', name: '' },
    { tenant_id: 'X', name: 'a\0b' },
    { tenant_id: 'X', name: 'n', more: 1 },
    { name: 'n' },
    [],
  ])('refuses %j', async (body) => {
    expect(await api.ask('POST', '/api/tenants', { body, ...asRoot })).toMatchObject({ status: 400 });
  });

  it('is for super admins only', async () => {
    const body = { tenant_id: TENANT, name: 'n' };

    expect(await api.ask('POST', '/api/tenants', { body })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });
});

describe('listing', () => {
  const listed = async (url: string, claims: object = SUPER_ADMIN): Promise<string[]> =>
    (await api.ask('GET', url, { claims })).body.items.map((tenant: { tenant_id: string }) => tenant.tenant_id);

  it('shows a super admin all tenants, page by page', async () => {
    const first = await api.ask('GET', '/api/tenants?limit=1', asRoot);
    const rest = await listed(`/api/tenants?limit=200&cursor=${first.body.next_cursor}`);

    expect([first.body.items[0].tenant_id, ...rest]).toEqual(await listed('/api/tenants?limit=200'));
    expect(rest).toEqual(expect.arrayContaining([TENANT, OTHER_TENANT]));
  });

  it('continues only the list that a cursor was issued for', async () => {
    const { body } = await api.ask('GET', '/api/tenants?limit=1', asRoot);
    const follow = (url: string) => api.ask('GET', `${url}cursor=${body.next_cursor}`, asRoot);

    for (const url of ['/api/tenants?status=active&', '/api/tenants?q=x&', '/api/packs?']) {
      expect(await follow(url)).toMatchObject({ status: 400, body: { errors: [{ path: 'cursor' }] } });
    }
  });

  it('shows everybody else their own', async () => {
    expect(await listed('/api/tenants', { roles: ['viewer'], tenants: [TENANT] })).toEqual([TENANT]);
    expect(await listed('/api/tenants', { roles: ['viewer'], tenants: [] })).toEqual([]);
    expect(await listed('/api/tenants', { roles: ['viewer'], tenants: ['NOBODY', TENANT] })).toEqual([TENANT]);
  });

  it('filters by status and text', async () => {
    await create('FILTERED', 'Ärger & Söhne');
    await change('FILTERED', 'suspend');

    expect(await listed('/api/tenants?status=suspended&status=archived')).toEqual(['FILTERED']);
    expect(await listed('/api/tenants?q=%C3%A4rger')).toEqual(['FILTERED']);
    expect(await listed('/api/tenants?q=iltere&status=active')).toEqual([]);
  });

  it('finds one tenant, and not another’s', async () => {
    expect(await api.ask('GET', `/api/tenants/${TENANT}`)).toMatchObject({
      status: 200,
      headers: { etag: expect.stringMatching(/^"\d+"$/) },
    });
    expect((await api.ask('GET', `/api/tenants/${OTHER_TENANT}`)).body.code).toBe('tenant_forbidden');
    expect((await api.ask('GET', '/api/tenants/NOBODY', asRoot)).body.code).toBe('unknown_tenant');
  });
});

describe('settings', () => {
  const business_calendar = {
    week: {
      mon: [
        ['09:00', '12:00'],
        ['13:00', '17:30'],
      ],
    },
    holidays: ['2026-12-25'],
  };

  it('are changed one by one, and taken back', async () => {
    const all = await patch({
      name: 'Renamed',
      retention_days: 30,
      pii_fields: ['iban', '$.customer.name'],
      time_zone: 'Europe/Berlin',
      business_calendar,
    });
    const one = await patch({ time_zone: null });

    expect(all).toMatchObject({
      status: 200,
      body: { name: 'Renamed', retention_days: 30, pii_fields: ['iban', '$.customer.name'], business_calendar },
    });
    expect(one.body).toMatchObject({ name: 'Renamed', retention_days: 30, time_zone: null });
    expect(one.body.revision).toBe(all.body.revision + 1);
    expect((await patch({})).body.revision).toBe(one.body.revision);
  });

  it('are changed for the revision that was looked at, or not at all', async () => {
    const { headers } = await api.ask('GET', `/api/tenants/${TENANT}`);
    const tag = String(headers.etag);

    expect((await patch({ retention_days: 10 }, { 'if-match': tag })).status).toBe(200);
    expect(await patch({ retention_days: 11 }, { 'if-match': tag })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect((await patch({ retention_days: 12 }, { 'if-match': '*' })).body.retention_days).toBe(12);
  });

  it.each([
    [{ name: null }, 'name'],
    [{ retention_days: 0 }, 'retention_days'],
    [{ retention_days: 1.5 }, 'retention_days'],
    [{ pii_fields: 'iban' }, 'pii_fields'],
    [{ pii_fields: ['$['] }, 'pii_fields[0]'],
    [{ time_zone: 'Mars/Olympus' }, 'time_zone'],
    [{ business_calendar: [] }, 'business_calendar'],
    [{ business_calendar: { week: { mon: [['12:00', '09:00']] }, holidays: [] } }, 'business_calendar.week.mon[0]'],
    [{ status: 'archived' }, 'status'],
  ])('refuse %j', async (body, path) => {
    const answer = await patch(body);

    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(answer.body.errors.map((fault: { path: string }) => fault.path)).toContain(path);
  });

  it('are an admin’s to change', async () => {
    const claims: TokenClaims = { roles: ['operator'] };

    expect((await api.ask('PATCH', `/api/tenants/${TENANT}`, { body: {}, claims })).body.code).toBe('forbidden');
    expect((await api.ask('PATCH', `/api/tenants/${OTHER_TENANT}`, { body: {} })).body.code).toBe('tenant_forbidden');
  });
});

describe('standing', () => {
  const ofTenant = { tenants: ['STANDING'] };
  const write = () => api.ask('PATCH', '/api/tenants/STANDING', { body: { retention_days: 5 }, claims: ofTenant });
  /** The guard caches a tenant's status for one second at most. */
  const afterASecond = async (expected: number): Promise<void> => {
    await delay(1_010);
    expect((await write()).status).toBe(expected);
  };

  it('goes from active to suspended and back, and ends with archived', async () => {
    await create('STANDING');
    expect(await change('STANDING', 'resume')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await write()).status).toBe(200);

    expect((await change('STANDING', 'suspend', 'does not pay')).body).toMatchObject({
      status: 'suspended',
      status_reason: 'does not pay',
      status_changed_by: 'root',
    });
    await afterASecond(403);
    expect((await write()).body).toMatchObject({ code: 'tenant_suspended' });
    expect((await api.ask('GET', '/api/tenants/STANDING', { claims: ofTenant })).status).toBe(200);
    const body = { pack: aDomainPack(), tenant_id: 'STANDING', activate: true };
    expect((await api.ask('POST', '/api/packs/import', { body, claims: ofTenant })).body.code).toBe('tenant_suspended');
    expect(
      (await api.ask('POST', '/api/packs/validate', { body: { pack: aDomainPack() }, claims: ofTenant })).status,
    ).toBe(200);

    expect((await change('STANDING', 'resume')).body).toMatchObject({ status: 'active' });
    await afterASecond(200);
    expect((await change('STANDING', 'archive')).body).toMatchObject({ status: 'archived' });
    await afterASecond(403);
    for (const verb of ['suspend', 'resume', 'archive']) expect((await change('STANDING', verb)).status).toBe(409);
  });

  it('is a super admin’s to change, and wants a reason', async () => {
    const body = { reason: 'why not' };

    expect((await api.ask('POST', `/api/tenants/${TENANT}/suspend`, { body })).body.code).toBe('forbidden');
    expect((await change(TENANT, 'suspend', '')).status).toBe(400);
    expect((await change('NOBODY', 'suspend')).body.code).toBe('unknown_tenant');
  });
});

it('every change is told of and audited, in its transaction', async () => {
  const before = await api.database.asOwner<{ id: string }>('select coalesce(max(id), 0) as id from outbox');
  await api.database.asOwner(`create table kept_outbox as select * from outbox where false`);
  await api.database.asOwner(`
    create function keep_outbox() returns trigger language plpgsql security definer as
      $$ begin insert into kept_outbox select new.*; return new; end $$;
    create trigger keep_outbox after insert on outbox for each row execute function keep_outbox();`);

  await patch({ retention_days: 77 });

  const rows = await api.database.asOwner<{ tenant_event: { eventType: string; payloadJson: string } }>(
    'select tenant_event from kept_outbox where id > $1 order by id',
    [before[0]!.id],
  );
  const events = rows.map(({ tenant_event: { eventType, payloadJson } }) => [eventType, JSON.parse(payloadJson)]);
  expect(events).toEqual([
    ['ConfigChanged', expect.objectContaining({ kind: 'tenant', resource: TENANT, changed_by: 'ann' })],
    [
      'AuditRecorded',
      expect.objectContaining({
        actor_id: 'ann',
        action: 'tenant.updated',
        subject_type: 'tenant',
        subject_id: TENANT,
        after: expect.objectContaining({ retention_days: 77 }),
      }),
    ],
  ]);
});
