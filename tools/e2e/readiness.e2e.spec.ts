/** `/healthz`, `/readyz` and `/metrics` of every app report the real state, through the loss of Kafka, PostgreSQL and Redis. */
import { join } from 'node:path';
import type { Stack } from '../local-stack/stack.ts';
import { TestStack, repository, runNode, until } from './fixtures/test-stack.ts';

const WORKERS = ['intake', 'triage', 'policy', 'playbook', 'tool', 'feedback', 'search'];
const APPS = [...WORKERS, 'sla-monitor', 'ops-api'];

describe('the health of the apps', () => {
  let stack: TestStack<Stack>;

  beforeAll(async () => {
    stack = await TestStack.start(APPS);
  });

  afterAll(() => stack.stop());

  const ask = async (app: string, path: string) => {
    const response = await fetch(`http://127.0.0.1:${stack.stack.app(app).port}${path}`);
    return { status: response.status, text: await response.text() };
  };
  const allAnswer = (apps: string[], path: string, status: number) => async () =>
    (await Promise.all(apps.map((app) => ask(app, path)))).every((answer) => answer.status === status);
  const server = (name: 'kafka' | 'postgres' | 'redis') => {
    const found = stack.stack[name];
    if (!found) throw new Error(`This test needs a ${name} of its own`);
    return found;
  };

  it('is ready when everything is available, and shows the lag of each worker', async () => {
    await until('all are ready', 30_000, allAnswer(APPS, '/readyz', 200));
    for (const app of APPS) expect(await ask(app, '/healthz')).toMatchObject({ status: 200 });
    for (const app of WORKERS) {
      expect(JSON.parse((await ask(app, '/readyz')).text)).toMatchObject({
        status: 'ok',
        checks: { kafka: { status: 'up', lag: 0, age_seconds: 0 } },
      });
      expect((await ask(app, '/metrics')).text).toContain('sentinai_events_consumed_total');
    }
  });

  it.each([
    ['kafka', [...WORKERS, 'sla-monitor']],
    ['postgres', APPS],
  ] as const)('is not ready while %s is down, stays alive, and recovers by itself', async (name, apps) => {
    const pids = APPS.map((app) => stack.stack.app(app).pid);

    await server(name).stop();
    await until(`not ready without ${name}`, 40_000, allAnswer([...apps], '/readyz', 503));
    for (const app of APPS) expect(await ask(app, '/healthz')).toMatchObject({ status: 200 });
    await server(name).start();
    await until(`ready again after ${name}`, 90_000, allAnswer(APPS, '/readyz', 200));

    expect(APPS.map((app) => stack.stack.app(app).pid)).toEqual(pids);
  });

  it('stays ready while Redis is down: intake says that its limits apply per copy', async () => {
    const limits = async () =>
      (JSON.parse((await ask('intake', '/readyz')).text) as { checks: { admission: { limits: string } } }).checks
        .admission.limits;

    await server('redis').stop();
    await until('intake says so', 40_000, async () => (await limits()).startsWith('of this copy alone'));
    await allAnswer(APPS, '/readyz', 200)().then((ready) => expect(ready).toBe(true));
    await server('redis').start();
    await until('they are of all copies again', 90_000, async () => (await limits()) === 'of all copies');
  });

  it.each([
    ['kafka', [...WORKERS, 'sla-monitor']],
    ['postgres', APPS],
  ] as const)('is not ready while %s hangs, and recovers by itself', async (name, apps) => {
    server(name).pause();
    await until(`not ready while ${name} hangs`, 40_000, allAnswer([...apps], '/readyz', 503));
    server(name).resume();
    await until(`ready again after ${name}`, 90_000, allAnswer(APPS, '/readyz', 200));
  });

  it('refuses requests with 503 and Retry-After while PostgreSQL is down, and accepts them while Kafka is down', async () => {
    const pack = { domain: 'D', exception_types: { T: {} }, severity_rules: [], tools: {}, playbooks: [] };
    expect(await stack.importPack(pack, 'OUTAGE')).toMatchObject({ exitCode: 0 });
    const body = { source_system: 's', exception_type: 'T', raw_payload: {} };
    const post = () => stack.request('OUTAGE', 'POST', '/exceptions', { body });

    await server('postgres').stop();
    const refused = [await post(), await stack.request('OUTAGE', 'GET', '/api/exceptions/OUTAGE')];
    await server('postgres').start();
    await until('ready again', 60_000, allAnswer(APPS, '/readyz', 200));
    await server('kafka').stop();
    const accepted = await post();
    await server('kafka').start();

    for (const answer of refused) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    expect(accepted).toMatchObject({ status: 202 });
    await until('ready again', 90_000, allAnswer(APPS, '/readyz', 200));
    await stack.settled('OUTAGE');
  });

  it('processes new exceptions afterwards', async () => {
    const pack = { domain: 'D', exception_types: { T: {} }, severity_rules: [], tools: {}, playbooks: [] };
    expect(await stack.importPack(pack, 'AFTER')).toMatchObject({ exitCode: 0 });

    const body = { exception_id: 'X', source_system: 's', exception_type: 'T', raw_payload: {} };
    expect(await stack.request('AFTER', 'POST', '/exceptions', { body })).toMatchObject({ status: 202 });

    await stack.settled('AFTER');
    expect((await stack.request('AFTER', 'GET', '/api/exceptions/AFTER/X')).body).toMatchObject({
      status: 'escalated',
      stage: 'finished',
    });
  });
});

describe('an app started without its settings', () => {
  it.each([
    ['triage', ['DATABASE_URL', 'KAFKA_BROKERS']],
    ['intake', ['DATABASE_URL', 'KAFKA_BROKERS', 'REDIS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE']],
    ['sla-monitor', ['DATABASE_URL', 'KAFKA_BROKERS']],
    ['ops-api', ['DATABASE_URL', 'KAFKA_BROKERS', 'AUTH_ISSUER', 'AUTH_AUDIENCE']],
  ])('%s names every missing one and exits', async (app, missing) => {
    const { exitCode, stderr } = await runNode([join(repository, 'apps', app, 'dist', 'main.js')]);

    expect(exitCode).toBe(1);
    for (const setting of missing) expect(stderr).toContain(`${setting}: is missing`);
  });
});
