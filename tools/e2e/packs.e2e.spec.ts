/** Packs imported on the command line affect the next decisions. */
import { execFileSync } from 'node:child_process';
import { quickSlaPack } from './fixtures/packs.ts';
import { describeWithSharedData, sharedData } from './fixtures/shared-data.ts';
import { TestStack, repository } from './fixtures/test-stack.ts';

interface Details {
  exception_id: string;
  severity: string;
  stage: string;
  domain_pack_version: number;
  policy: { approval_required: boolean };
}

describe('packs', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.shared();
  });

  afterAll(() => stack.stop());

  const report = async (tenant: string, exception_type: string, fields: object = {}): Promise<Details> => {
    const body = { source_system: 'test', exception_type, raw_payload: {}, ...fields };
    const accepted = await stack.request<{ status_url: string }>(tenant, 'POST', '/exceptions', { body });
    expect(accepted).toMatchObject({ status: 202 });
    await stack.settled(tenant);
    return (await stack.request<Details>(tenant, 'GET', accepted.body.status_url)).body;
  };

  describeWithSharedData('written by another implementation', () => {
    const TENANT = 'TENANT_FINANCE_001';

    it('say every fault when the policy comes before its domain', async () => {
      const { exitCode, stdout, stderr } = await stack.importPack(sharedData.tenantPack);

      expect(exitCode).toBe(1);
      expect(stdout + stderr).toContain('CapitalMarketsTrading');
    });

    it('import, and say what was translated', async () => {
      const domain = await stack.importPack(sharedData.domainPack);
      const tenant = await stack.importPack(sharedData.tenantPack);

      expect(domain).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('severityRules') });
      expect(tenant).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`Active for ${TENANT}`) });
    });

    it.each([
      ['POSITION_BREAK', 'critical', 'severity rule'],
      ['CASH_BREAK', 'high', 'severity rule'],
      ['SEC_MASTER_MISMATCH', 'low', 'tenant override over the rule'],
      ['REG_REPORT_REJECTED', 'high', 'tenant override'],
      ['FAILED_ALLOCATION', 'medium', 'default'],
    ])('make a %s %s (%s)', async (type, severity) => {
      expect(await report(TENANT, type, { raw_payload: { impact: 'ECONOMIC' } })).toMatchObject({ severity });
    });

    it('run their playbooks: a sentence is a step for a person', async () => {
      const { exception_id, stage } = await report(TENANT, 'SETTLEMENT_FAIL');

      const run = await stack.request(TENANT, 'GET', `/api/exceptions/${TENANT}/${exception_id}/playbook`);

      expect(stage).toBe('awaiting_person');
      expect(run.body).toMatchObject({ status: 'running', current_step: 1 });
      expect((run.body as { steps: object[] }).steps).toHaveLength(4);
      expect((run.body as { steps: object[] }).steps[0]).toMatchObject({
        name: 'Fetch settlement details using getSettlement',
        action_type: 'manual',
        status: 'awaiting_person',
      });
    });

    it("ask for an approval where the tenant's rules do", async () => {
      expect(await report(TENANT, 'POSITION_BREAK')).toMatchObject({ policy: { approval_required: true } });
      expect(await report(TENANT, 'CASH_BREAK')).toMatchObject({ policy: { approval_required: false } });
    });
  });

  it('with faults are refused: each fault with its path, exit code 1, nothing stored', async () => {
    const faulty = {
      ...quickSlaPack,
      domain: 'Faulty',
      severity_rules: [
        { when: 'amount >', severity: 'high' },
        { when: 'true', severity: 'huge' },
      ],
      playbooks: [
        { name: 'p', match: {}, steps: [{ name: 's', action_type: 'call_tool', params: { tool: 'nowhere' } }] },
      ],
    };

    const { exitCode, stdout, stderr } = await stack.importPack(faulty, 'FAULTY');

    expect(exitCode).toBe(1);
    for (const path of ['severity_rules[0].when', 'severity_rules[1].severity', 'playbooks[0].steps[0]']) {
      expect(stdout + stderr).toContain(path);
    }
    expect(await stack.sql(`select * from domain_pack_version where domain = 'Faulty'`)).toEqual([]);
    expect(await stack.sql(`select * from tenant where tenant_id = 'FAULTY'`)).toEqual([]);
  });

  it('take effect with the next decision, while what was decided before keeps its version', async () => {
    const tenant = 'RULED';
    const pack = { ...quickSlaPack, domain: 'Ruled' };
    expect(await stack.importPack(pack, tenant)).toMatchObject({ exitCode: 0 });
    const before = await report(tenant, 'LATER');

    const changed = { ...pack, severity_rules: [{ when: "exceptionType == 'LATER'", severity: 'critical' }] };
    expect(await stack.importPack(changed, tenant)).toMatchObject({ exitCode: 0 });
    const after = await report(tenant, 'LATER');

    expect(before).toMatchObject({ severity: 'low', domain_pack_version: 1 });
    expect(after).toMatchObject({ severity: 'critical', domain_pack_version: 2 });
    const kept = await stack.request(tenant, 'GET', `/api/exceptions/${tenant}/${before.exception_id}`);
    expect(kept.body).toMatchObject({ severity: 'low', domain_pack_version: 1 });
  });

  describe('of a tenant move nobody else', () => {
    const [FINANCE, HEALTH] = ['MARKETS_FINANCE', 'MARKETS_HEALTH'];
    const DOMAIN = 'Markets';
    const packAt = (host: string): object => ({
      ...quickSlaPack,
      domain: DOMAIN,
      tools: { settle: { endpoint: `https://${host}.example.test/settle`, effect: 'act' } },
      description: `Tools at ${host}`,
    });
    const policy = { tenant_id: FINANCE, domain: DOMAIN, approved_tools: ['settle'] };
    const importAs = (tenant: string, pack: object, more: object = {}) =>
      stack.request(tenant, 'POST', '/api/packs/import', { body: { pack, ...more } });
    const publish = async (pack: object) => {
      const authorization = `Bearer ${await stack.token('ROOT', 'super_admin')}`;
      return stack.request('ROOT', 'POST', '/api/packs/import', {
        body: { pack, shared: true },
        headers: { authorization },
      });
    };
    const endpointOf = async (tenant: string): Promise<string> => {
      const tools = await stack.request<{ items: { tool_id: number; name: string }[] }>(tenant, 'GET', '/api/tools');
      const { tool_id } = tools.body.items.find(({ name }) => name === 'settle')!;
      return JSON.stringify((await stack.request(tenant, 'GET', `/api/tools/${tool_id}`)).body);
    };
    const inForce = async (tenant: string): Promise<object | undefined> =>
      (await stack.request<{ items: object[] }>(tenant, 'GET', `/api/tenants/${tenant}/activations`)).body.items[0];

    beforeAll(async () => {
      const file = stack.file('markets.json', packAt('published'));
      const args = ['import', '--file', file, '--shared', '--tenant'];
      const env = { DATABASE_URL: stack.roleUrl('sentinai_governance') };
      for (const tenant of [FINANCE, HEALTH]) {
        expect(await stack.command('packs', [...args, tenant], env)).toMatchObject({ exitCode: 0 });
      }
    });

    it('when another tenant’s admin imports a domain pack of the same name', async () => {
      const theirs = await importAs(HEALTH, packAt('stranger'), { tenant_id: HEALTH, activate: true });
      const mine = await importAs(FINANCE, policy, { activate: true });

      expect(theirs).toMatchObject({ status: 201, body: { version: 2, shared: false } });
      expect(mine).toMatchObject({
        status: 201,
        body: { domain_pack_version: 1, activation: { domain_pack_version: 1, policy_pack_version: 1 } },
      });
      expect(await endpointOf(FINANCE)).toContain('published.example.test');
      expect(await endpointOf(HEALTH)).toContain('stranger.example.test');
      expect(await report(FINANCE, 'LATER')).toMatchObject({ domain_pack_version: 1 });
      expect(await report(HEALTH, 'LATER')).toMatchObject({ domain_pack_version: 2 });
    });

    it('when the platform publishes a new version', async () => {
      expect(await publish(packAt('newer'))).toMatchObject({ status: 201, body: { version: 3, shared: true } });

      const answer = await importAs(FINANCE, { ...policy, retention_days: 30 }, { activate: true });

      expect(answer.body).toMatchObject({ activation: { domain_pack_version: 1, policy_pack_version: 2 } });
      expect(await endpointOf(FINANCE)).toContain('published.example.test');
    });

    it('by a policy pack that names another tenant’s version: it is not there', async () => {
      const answer = await importAs(FINANCE, policy, { activate: true, domain_pack_version: 2 });
      const direct = await stack.request(FINANCE, 'POST', `/api/packs/${DOMAIN}/activate`, {
        body: { tenant_id: FINANCE, domain_pack_version: 2 },
      });

      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'domain_pack_version' }] } });
      expect(direct).toMatchObject({ status: 404 });
      expect(await stack.request(FINANCE, 'GET', `/api/packs/${DOMAIN}/versions/2`)).toMatchObject({ status: 404 });
      expect(await inForce(FINANCE)).toMatchObject({ domain_pack_version: 1, policy_pack_version: 2 });
    });

    it('until the tenant names the version that it wants, and it says which is in force', async () => {
      const file = stack.file('markets-policy.json', { ...policy, retention_days: 60 });
      const args = ['import', '--file', file, '--domain-version', '3'];
      const { exitCode, stdout } = await stack.command('packs', args, {
        DATABASE_URL: stack.roleUrl('sentinai_governance'),
      });

      expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('version 3') });
      expect(await endpointOf(FINANCE)).toContain('newer.example.test');
      expect(await endpointOf(HEALTH)).toContain('stranger.example.test');
    });

    it('when it is rolled back', async () => {
      const body = { tenant_id: FINANCE };
      const back = await stack.request(FINANCE, 'POST', `/api/packs/${DOMAIN}/roll-back`, { body });

      expect(back).toMatchObject({ status: 200, body: { domain_pack_version: 1, policy_pack_version: 2 } });
      expect(await endpointOf(FINANCE)).toContain('published.example.test');
    });

    it('when an admin tries to publish', async () => {
      expect(await importAs(HEALTH, packAt('stranger'), { shared: true })).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      });
    });
  });
});

describe('`npm run token`', () => {
  it('prints a token and nothing else', () => {
    const output = execFileSync('npm', ['run', 'token', '--', '--tenant', 'T', '--role', 'admin'], {
      cwd: repository,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
    });

    expect(output).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });
});
