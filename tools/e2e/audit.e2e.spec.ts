/** Every act of people, of the command line and of agents leaves exactly one record, on the real stack. */
import { userInfo } from 'node:os';
import { ACTING_EVENTS } from '@sentinai/domain';
import { auditedPack as pack } from './fixtures/audited-pack.ts';
import { type Answer, TestStack, until } from './fixtures/test-stack.ts';

const TENANT = 'AUDITED';
const OTHER = 'AUDITED-OTHER';
const BY_COMMAND = 'AUDITED-BY-COMMAND';
const ADMIN = `admin@${TENANT}.test`;

interface Entry {
  audit_id: string;
  tenant_id: string;
  actor_type: string;
  actor_id: string;
  action: string;
  subject_type: string;
  subject_id: string;
  exception_id: string | null;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  request_id: string | null;
}

interface Trail {
  items: Entry[];
  next_cursor: string | null;
}

describe('the audit trail', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.shared();
    for (const tenant of [TENANT, OTHER]) {
      expect(await stack.importPack(pack('Audited'), tenant)).toMatchObject({ exitCode: 0 });
    }
  });

  afterAll(() => stack.stop());

  const ask = async <T = Record<string, string>>(
    method: string,
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<T> => {
    const answer = await stack.request<T>(TENANT, method, path, { body, ...(headers && { headers }) });
    if (answer.status >= 300) throw new Error(`${method} ${path} got ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  /** Reads all pages, in pages of seven. */
  const trail = async (query: Record<string, string> = {}, tenant = TENANT): Promise<Entry[]> => {
    const entries: Entry[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const search: URLSearchParams = new URLSearchParams({ limit: '7', ...query, ...(cursor && { cursor }) });
      const { status, body }: Answer<Trail> = await stack.request<Trail>(
        tenant,
        'GET',
        `/audit/events?${search.toString()}`,
      );
      expect(status).toBe(200);
      entries.push(...body.items);
      cursor = body.next_cursor;
    }
    return entries;
  };
  /** Runs an act and returns the records that it left, oldest first. */
  const recordsAfter = async (act: () => Promise<unknown>): Promise<Entry[]> => {
    const before = new Set((await trail()).map(({ audit_id }) => audit_id));
    await act();
    return (await trail()).filter(({ audit_id }) => !before.has(audit_id)).reverse();
  };
  const report = async (exception_type: string): Promise<string> => {
    const item = { source_system: 'test', exception_type, raw_payload: {} };
    const { exception_id = '' } = await ask('POST', `/api/exceptions/${TENANT}`, item);
    await stack.settled(TENANT);
    await observed();
    return exception_id;
  };
  const by = (actor_type: string, actor_id: string) => ({ actor_type, actor_id, tenant_id: TENANT });
  const byAdmin = by('user', ADMIN);

  it('has what the command line did, in the name of the user of the machine or of who is named', async () => {
    const file = stack.file('audited.json', pack('AuditedByCommand'));
    const env = { DATABASE_URL: stack.roleUrl('sentinai_governance') };
    const args = ['import', '--file', file, '--tenant', BY_COMMAND];
    for (const more of [['--as', 'ann', '--dry-run'], ['--as', 'ann'], []]) {
      expect(await stack.command('packs', [...args, ...more], env)).toMatchObject({ exitCode: 0 });
    }

    const versions = { domain_pack_version: 1, policy_pack_version: null };
    const act = { tenant_id: BY_COMMAND, actor_type: 'cli' };
    const activated = { ...act, action: 'pack.activated', subject_type: 'domain_pack', after: versions };
    expect((await trail({}, BY_COMMAND)).reverse()).toMatchObject([
      { ...act, actor_id: 'ann', action: 'tenant.created', subject_id: BY_COMMAND },
      { ...activated, actor_id: 'ann', subject_id: 'AuditedByCommand', before: null },
      { ...activated, actor_id: userInfo().username, before: versions },
    ]);
  });

  it('has decisions about dead letters', async () => {
    const [letter] = await stack.sql<{ id: string }>(
      `insert into dead_letter_event (tenant_id, consumer, topic, partition, "offset", headers, error_code, error, fingerprint,
         created_at, updated_at)
       values ($1, 'nobody', 'nowhere', 0, 0, '{}', 'e', 'e', 'f', now(), now()) returning id`,
      [TENANT],
    );
    const id = String(letter?.id);
    const env = { DATABASE_URL: stack.roleUrl('sentinai_governance'), KAFKA_BROKERS: stack.stack.kafkaBrokers };
    const records = await recordsAfter(() =>
      stack.command('dlq', ['discard', id, '--reason', 'for jane@example.com', '--as', 'ann'], env),
    );

    expect(records).toMatchObject([
      {
        ...by('cli', 'ann'),
        action: 'dead_letter.discarded',
        subject_type: 'dead_letter',
        subject_id: id,
        reason: 'for [REDACTED:email]',
        before: { status: 'pending' },
        after: { status: 'discarded' },
      },
    ]);
  });

  it('has changes of configuration, and none that failed', async () => {
    const requestId = `audit-${Date.now()}`;
    let secret = '';
    const records = await recordsAfter(async () => {
      await ask('PATCH', `/api/tenants/${TENANT}`, { retention_days: 400 }, { 'x-request-id': requestId });
      await ask('POST', '/api/packs/import', { pack: pack('Audited', 'newer'), tenant_id: TENANT, activate: true });
      await ask('POST', '/api/packs/Audited/roll-back', { tenant_id: TENANT });
      await stack.request(TENANT, 'POST', '/api/packs/Audited/activate', {
        body: { tenant_id: TENANT, domain_pack_version: 99 },
      });
      const tools = await ask<{ items: { tool_id: number }[] }>('GET', '/api/tools?q=refuse');
      await ask('POST', `/api/tools/${tools.items[0]?.tool_id}/disable`);
      await ask('POST', `/api/tools/${tools.items[0]?.tool_id}/enable`);
      const steps = [{ name: 'look', action_type: 'manual', params: { instruction: 'Look' } }];
      await ask('POST', '/api/playbooks', {
        domain: 'Audited',
        name: 'Own',
        match: { exception_type: 'PLAIN' },
        steps,
      });
      const key = await ask('POST', '/api/api-keys', { name: 'k', roles: ['operator'] });
      await ask('DELETE', `/api/api-keys/${key.id}`);
      secret = key.key ?? '';
    });

    expect(records.map(({ action }) => action)).toEqual([
      'tenant.updated',
      'pack.activated',
      'pack.rolled_back',
      'tool.disabled',
      'tool.enabled',
      'playbook.created',
      'api_key.created',
      'api_key.revoked',
    ]);
    for (const record of records) expect(record).toMatchObject(byAdmin);
    expect(records[0]).toMatchObject({
      request_id: requestId,
      after: expect.objectContaining({ retention_days: 400 }),
    });
    expect(records[2]).toMatchObject({ before: { domain_pack_version: 2 }, after: { domain_pack_version: 1 } });
    expect(records[3]).toMatchObject({ before: { enabled: true }, after: { enabled: false } });
    expect(JSON.stringify(records)).not.toContain(secret);
  });

  it('has shared views, and no personal one', async () => {
    const records = await recordsAfter(async () => {
      await ask('POST', '/api/views', { name: 'Mine', shared: false, query: {} });
      const view = await ask('POST', '/api/views', { name: 'Ours', shared: true, query: { severity: ['high'] } });
      await ask('DELETE', `/api/views/${view.view_id}`);
    });

    expect(records).toMatchObject([
      { ...byAdmin, action: 'view.created', before: null, after: { name: 'Ours', shared: true } },
      { ...byAdmin, action: 'view.deleted', before: { name: 'Ours' }, after: null },
    ]);
  });

  it('has what people do to a case once, and nothing of what is refused or carries it out', async () => {
    const id = await report('PLAIN');
    const path = `/api/exceptions/${TENANT}/${id}`;
    const key = await ask('POST', '/api/api-keys', { name: 'machine', roles: ['operator'] });
    const commands: [string, object][] = [
      ['assign', { owner: 'bob', note: 'for jane@example.com' }],
      ['comment', { comment: 'Hm.' }],
      ['severity', { severity: 'high', reason: 'Bigger' }],
      ['escalate', { reason: 'Too big', to: 'boss' }],
      ['resolve', { resolution: 'Paid' }],
      ['reopen', { reason: 'It bounced' }],
    ];
    const records = await recordsAfter(async () => {
      for (const [command, body] of commands) {
        await ask('POST', `${path}/${command}`, body, { 'idempotency-key': 'once' });
        await ask('POST', `${path}/${command}`, body, { 'idempotency-key': 'once' });
        await stack.settled(TENANT);
      }
      const refused = await stack.request(TENANT, 'POST', `${path}/reopen`, { body: { reason: 'again' } });
      expect(refused.status).toBe(409);
      const machine = await fetch(`${stack.stack.gatewayUrl}${path}/comment`, {
        method: 'POST',
        headers: { 'x-api-key': key.key ?? '', 'content-type': 'application/json' },
        body: JSON.stringify({ comment: 'Beep.' }),
      });
      expect(machine.status).toBe(202);
      await stack.settled(TENANT);
      await observed();
    });

    expect(records).toMatchObject([
      {
        ...byAdmin,
        action: 'case.assigned',
        reason: 'for [REDACTED:email]',
        before: { owner: null },
        after: { owner: 'bob' },
      },
      { ...byAdmin, action: 'case.commented', after: { comment: 'Hm.' } },
      { ...byAdmin, action: 'case.severity_changed', before: { severity: 'low' }, after: { severity: 'high' } },
      { ...byAdmin, action: 'case.escalated', reason: 'Too big', after: { escalated_to: 'boss' } },
      { ...byAdmin, action: 'case.resolved', reason: 'Paid', after: { status: 'resolved' } },
      { ...byAdmin, action: 'case.reopened', reason: 'It bounced', before: { status: 'resolved' } },
      { ...by('user', `key:${key.id}`), action: 'case.commented', after: { comment: 'Beep.' } },
    ]);
    for (const record of records) expect(record).toMatchObject({ exception_id: id, subject_id: id });
    expect(new Set(records.map(({ request_id }) => request_id)).size).toBe(records.length);
  });

  it('has bulk jobs, and a record for each of their exceptions', async () => {
    const ids = [await report('PLAIN'), await report('PLAIN')];
    const records = await recordsAfter(async () => {
      const job = await ask('POST', '/api/bulk-jobs', { command: 'comment', exception_ids: ids, note: 'All' });
      await until('the job is done', 20_000, async () => {
        return (await ask('GET', `/api/bulk-jobs/${job.job_id}`)).status === 'completed';
      });
    });

    const commented = (exception_id: string | undefined) => ({ ...byAdmin, action: 'case.commented', exception_id });
    expect(records).toHaveLength(3);
    expect(records).toEqual(
      expect.arrayContaining(
        [{ ...byAdmin, action: 'bulk_job.created' }, commented(ids[0]), commented(ids[1])].map((one) =>
          expect.objectContaining(one),
        ),
      ),
    );
  });

  it('has what agents and people do in a playbook, each once, and no tool that only reads', async () => {
    const id = await report('PAID');
    await ask('POST', `/api/exceptions/${TENANT}/${id}/playbook/steps/3/approve`, { note: 'Fine' });
    await until('it is resolved', 30_000, async () => {
      return (await ask('GET', `/api/exceptions/${TENANT}/${id}`)).status === 'resolved';
    });
    await observed();

    const records = (await trail({ exception_id: id })).reverse();
    const agent = (name: string, action: string) => ({ ...by('agent', name), action });
    expect(
      records.map(({ action, actor_type, actor_id }) => ({ action, actor_type, actor_id, tenant_id: TENANT })),
    ).toEqual(
      expect.arrayContaining([
        agent('playbook', 'case.assigned'),
        agent('playbook', 'approval.requested'),
        { ...byAdmin, action: 'step.approved' },
        agent('tool', 'tool.called'),
        agent('playbook', 'notification.requested'),
        agent('playbook', 'case.resolved'),
      ]),
    );
    expect(records).toHaveLength(6);
    expect(records.filter(({ action }) => action === 'tool.called')).toMatchObject([
      { after: { tool: 'settle', step: 3 } },
    ]);
  });

  it('has failed calls and escalations of agents', async () => {
    const id = await report('REFUSED');

    const records = (await trail({ exception_id: id })).reverse();
    expect(records).toMatchObject([
      { ...by('agent', 'tool'), action: 'tool.failed' },
      { ...by('agent', 'playbook'), action: 'case.escalated', after: { cause: 'playbook_failed' } },
    ]);
  });

  it('has a tool that a person runs once, in the name of the person', async () => {
    const id = await report('PLAIN');
    const tools = await ask<{ items: { tool_id: number }[] }>('GET', '/api/tools?q=settle');
    const body = { exception_id: id, arguments: {} };
    await ask('POST', `/api/tools/${tools.items[0]?.tool_id}/dry-run`, body);
    const run = await ask('POST', `/api/tools/${tools.items[0]?.tool_id}/execute`, body);
    await until(
      'the run has ended',
      20_000,
      async () => (await ask('GET', run.status_url ?? '')).status === 'succeeded',
    );
    await observed();

    expect(await trail({ exception_id: id, action: 'tool.' })).toMatchObject([
      { ...byAdmin, action: 'tool.called', subject_type: 'tool_execution', subject_id: run.execution_id },
    ]);
  });

  it('shows a tenant its own records only, and admins alone', async () => {
    expect((await trail({}, OTHER)).map(({ action }) => action)).toEqual(['pack.activated', 'tenant.created']);
    const headers = { authorization: `Bearer ${await stack.token(TENANT, 'operator')}` };
    expect(await stack.request(TENANT, 'GET', '/audit/events', { headers })).toMatchObject({ status: 403 });
    expect(await stack.request(OTHER, 'GET', `/audit/events?tenant_id=${TENANT}`)).toMatchObject({ status: 403 });
  });

  /** Waits until audit has seen all that the log has. */
  const observed = (): Promise<void> =>
    until('audit has caught up', 30_000, async () => {
      const unseen = await stack.sql(
        `select from exception_event e where tenant_id = $1 and event_type = any ($2) and not exists (
           select from event_processing p
           where p.consumer = 'audit' and p.event_id = e.event_id and p.event_time = e.created_at)`,
        [TENANT, ACTING_EVENTS.map(({ type }) => type)],
      );
      return unseen.length === 0;
    });
});
