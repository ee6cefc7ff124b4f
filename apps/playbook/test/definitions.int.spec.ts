import { type PackPlaybook, importDomainPack } from '@sentinai/domain';
import { OutboxRelay } from '@sentinai/messaging';
import { createPackInstaller } from '@sentinai/persistence/testing';
import { type Asked, OTHER_TENANT, PlaybookApi, TENANT, TRADING } from './testing/playbook-api.ts';

const ADMIN: Asked = { claims: { subject: 'ada', roles: ['admin'] } };

const aPlaybook = (fields: Partial<PackPlaybook> = {}): PackPlaybook => ({
  name: 'ours',
  priority: 10,
  match: { exception_type: 'CASH_BREAK' },
  steps: [{ name: 'note', action_type: 'add_comment', params: { comment: 'ours' } }],
  ...fields,
});

describe('playbooks of the tenant', () => {
  let api: PlaybookApi;

  beforeAll(async () => {
    api = await PlaybookApi.start();
  });

  afterAll(() => api.stop());

  afterEach(async () => {
    await api.database.asOwner(`update pack_activation set own_playbook_ids = '{}'`);
    await api.database.asOwner('update tenant set config_revision = config_revision + 1');
  });

  const create = (body: object = {}) =>
    api.ask('POST', '/api/playbooks', { ...ADMIN, body: { domain: 'Trading', ...aPlaybook(), ...body } });
  const change = (id: number, body: object, headers: Record<string, string> = {}) =>
    api.ask('PUT', `/api/playbooks/${id}`, { ...ADMIN, body: { ...aPlaybook(), ...body }, headers });
  const remove = (id: number) => api.ask('DELETE', `/api/playbooks/${id}`, ADMIN);
  const winner = async (): Promise<string | undefined> => {
    const body = { domain: 'Trading', exception_type: 'CASH_BREAK' };
    return (await api.ask('POST', '/api/playbooks/preview', { body })).body.playbook?.name;
  };

  it('are in force from the next decision on', async () => {
    expect(await winner()).toBe('fix');

    const { status, body } = await create();

    expect(status).toBe(201);
    expect(body).toMatchObject({ domain: 'Trading', name: 'ours', version: expect.any(Number), warnings: [] });
    expect(await winner()).toBe('ours');
  });

  it('change as new versions, and old ones stay', async () => {
    const { body: first } = await create({ description: 'one' });

    const { status, body: second } = await change(first.playbook_id, { description: 'two' });

    expect(status).toBe(200);
    expect(second.version).toBe(first.version + 1);
    expect((await api.activation())?.ownPlaybookIds).toEqual([second.playbook_id]);
    expect((await change(first.playbook_id, { description: 'three' })).status).toBe(404);
    const rows = await api.database.asOwner('select created_by from playbook where playbook_id = any ($1)', [
      [first.playbook_id, second.playbook_id],
    ]);
    expect(rows).toEqual([{ created_by: 'ada' }, { created_by: 'ada' }]);
  });

  it('change only when the version that was seen is in force', async () => {
    const { body: first } = await create({ description: 'seen' });

    const stale = await change(first.playbook_id, { description: 'x' }, { 'if-match': `"${first.version + 1}"` });
    const fresh = await change(first.playbook_id, { description: 'x' }, { 'if-match': `"${first.version}"` });

    expect(stale).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(fresh.status).toBe(200);
    expect((await change(fresh.body.playbook_id, {}, { 'if-match': 'x' })).status).toBe(400);
  });

  it("take the place of the pack's of the same name, and give it back", async () => {
    const [ofPack = 0] = (await api.activation())?.playbookIds ?? [];

    const { status, body } = await change(ofPack, { name: 'fix', description: 'ours now' });

    expect(status).toBe(200);
    expect((await change(ofPack, { name: 'fix' })).status).toBe(404);
    expect((await remove(body.playbook_id)).status).toBe(204);
    expect((await remove(body.playbook_id)).status).toBe(404);
    expect(await remove(ofPack)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await winner()).toBe('fix');
  });

  it('stay in force when another version of the pack is activated', async () => {
    const { body } = await create();
    const transactions = await api.database.connect('sentinai_governance', { poolSize: 1 });
    const { pack } = importDomainPack({ ...TRADING, severity_rules: [{ when: 'true', severity: 'high' }] });
    if (!pack) throw new Error('The pack is not valid');
    await transactions.run([TENANT], async (tx) => {
      const { version } = await createPackInstaller().saveDomainPack(tx, pack, {
        owner: null,
        original: pack,
        createdBy: 'test',
      });
      const request = { tenantId: TENANT, domain: 'Trading', domainPackVersion: version, policyPackVersion: null };
      await createPackInstaller().activate(tx, { ...request, activatedBy: 'test' });
    });

    expect((await api.activation())?.ownPlaybookIds).toEqual([body.playbook_id]);
    expect(await winner()).toBe('ours');
  });

  it('are refused with every fault and its path', async () => {
    const { status, body } = await create({
      when: 'amount >',
      steps: [
        { name: 'a', action_type: 'call_tool', params: { tool: 'nothing' } },
        { name: 'a', action_type: 'manual' },
      ],
    });

    expect(status).toBe(400);
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      'steps[0].params.tool',
      'steps[1].name',
      'steps[1].params.instruction',
      'when',
    ]);
    expect((await api.activation())?.ownPlaybookIds).toEqual([]);
  });

  it.each([
    ['no domain', { domain: undefined }, 400],
    ['an unknown domain', { domain: 'Claims' }, 404],
    ['an unknown field', { colour: 'red' }, 400],
    ['what cannot be stored', { description: 'a\0' }, 400],
  ])('are refused with %s', async (_case, body, status) => {
    expect((await create(body)).status).toBe(status);
  });

  it('have each name once', async () => {
    const { body } = await create();

    expect(await create()).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await change(body.playbook_id, { name: 'theirs' })).body.errors).toMatchObject([{ path: 'name' }]);
  });

  it('are written by admins of the tenant only', async () => {
    const { body } = await create();
    const body2 = { domain: 'Trading', ...aPlaybook({ name: 'second' }) };
    const other: Asked = { claims: { roles: ['admin'], tenants: [OTHER_TENANT] } };

    expect((await api.ask('POST', '/api/playbooks', { body: body2 })).status).toBe(403);
    expect((await api.ask('DELETE', `/api/playbooks/${body.playbook_id}`, other)).status).toBe(404);
  });

  it('are changed on the record', async () => {
    // Nothing is published meanwhile.
    api.service.app.get(OutboxRelay).kick = () => undefined;
    await api.database.asOwner('delete from outbox');
    const { body } = await create({ description: 'for the record' });
    await remove(body.playbook_id);

    const rows = await api.database.asOwner<{ tenant_event: { eventType: string; payloadJson: string } }>(
      'select tenant_event from outbox where tenant_id = $1 order by id',
      [TENANT],
    );
    const told = rows.map(({ tenant_event }) => [tenant_event.eventType, JSON.parse(tenant_event.payloadJson)]);
    const changed = { kind: 'playbook', resource: 'ours', version: body.version, changed_by: 'ada' };
    const facts = { actor_id: 'ada', subject_type: 'playbook', subject_id: 'ours' };
    expect(told).toEqual([
      ['ConfigChanged', { ...changed, revision: body.revision }],
      ['AuditRecorded', expect.objectContaining({ ...facts, action: 'playbook.created', before: null })],
      ['ConfigChanged', { ...changed, revision: body.revision + 1 }],
      ['AuditRecorded', expect.objectContaining({ ...facts, action: 'playbook.removed', after: null })],
    ]);
    expect(told[1]?.[1]).toMatchObject({ after: { name: 'ours' } });
    expect(told[3]?.[1]).toMatchObject({ before: { name: 'ours' } });
  });
});

describe('a preview', () => {
  let api: PlaybookApi;

  beforeAll(async () => {
    api = await PlaybookApi.start();
    await api.running('EX');
  });

  afterAll(() => api.stop());

  const preview = (body: object, claims: object = { roles: ['viewer'] }) =>
    api.ask('POST', '/api/playbooks/preview', { body, claims });

  it('says of every candidate why and why not', async () => {
    const { status, body } = await preview({ domain: 'Trading', exception_type: 'CASH_BREAK' });
    const none = await preview({ domain: 'Trading', exception_type: 'OTHER', severity: 'high', amount: 5 });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      playbook: { name: 'fix' },
      candidates: [{ name: 'fix', matched: true, why_not: [] }],
    });
    expect(none.body).toMatchObject({
      playbook: null,
      candidates: [{ matched: false, why_not: ['exception_type OTHER is not CASH_BREAK'] }],
    });
  });

  it('looks at an exception that is there', async () => {
    expect((await preview({ exception_id: 'EX' })).body).toMatchObject({
      domain: 'Trading',
      playbook: { name: 'fix' },
    });
  });

  it.each([
    [{}, 400],
    [{ exception_id: 'EX', amount: 5 }, 400],
    [{ domain: 'Trading' }, 400],
    [{ domain: 'Trading', exception_type: 'X', sla_minutes_remaining: 1e300 }, 200],
    [{ domain: 'Claims', exception_type: 'X' }, 404],
    [{ exception_id: 'NONE' }, 404],
    [{ exception_id: '' }, 400],
  ])('of %j answers %i', async (body, status) => {
    expect((await preview(body)).status).toBe(status);
  });

  it('of another tenant shows nothing', async () => {
    expect((await preview({ exception_id: 'EX' }, { tenants: [OTHER_TENANT] })).status).toBe(404);
    expect((await preview({ exception_id: 'EX', tenant_id: TENANT }, { tenants: [OTHER_TENANT] })).status).toBe(403);
  });
});
