import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

type Line = Record<string, unknown>;

const fixture = (name: string) => new URL(`../../test/fixtures/${name}`, import.meta.url).pathname;

const GOOD = {
  DATABASE_URL: 'postgres://app:hunter2@localhost/x',
  HTTP_HOST: '127.0.0.1',
  HTTP_PORT: '0',
  INSTANCE_ID: 'sample-0',
};

const running = new Set<ChildProcess>();

afterEach(() => running.forEach((child) => child.kill('SIGKILL')));

function start(env: Record<string, string>) {
  const args = [
    '--conditions=@sentinai/source',
    '--import',
    fixture('typescript-hooks.mjs'),
    '--import',
    fixture('report-tracing-sdk.mjs'),
    fixture('sample-service.ts'),
  ];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.add(child);
  const lines: Line[] = [];
  const ready = Promise.withResolvers<number>();
  const shuttingDown = Promise.withResolvers<void>();
  createInterface(child.stdout!).on('line', (line) => {
    const parsed = JSON.parse(line) as Line;
    lines.push(parsed);
    if (String(parsed.msg).includes(' ready on :')) ready.resolve(parsed.port as number);
    if (parsed.msg === 'shutting down') shuttingDown.resolve();
  });
  const exit = once(child, 'close').then(([code]) => code as number);
  return {
    child,
    lines,
    ready: ready.promise,
    shuttingDown: shuttingDown.promise,
    begun: once(child, 'message'),
    exit,
    stderr: text(child.stderr!),
  };
}

const get = (port: number, path: string) => fetch(`http://127.0.0.1:${port}${path}`);

describe('tracing', () => {
  const sdkModules = (lines: Line[]) => lines.filter(({ msg }) => String(msg).startsWith('loaded '));

  it('loads no module while it is off', async () => {
    const { lines, ready } = start(GOOD);
    await ready;

    expect(sdkModules(lines)).toEqual([]);
  });

  it('loads its SDK when it is on', async () => {
    const { lines, ready } = start({ ...GOOD, TRACING: 'otlp' });
    await ready;

    expect(sdkModules(lines)).not.toEqual([]);
  });
});

describe('a start', () => {
  it('ends in one line with the port', async () => {
    const { lines, ready } = start(GOOD);
    const port = await ready;

    expect(lines).toEqual([
      expect.objectContaining({
        service: 'sample',
        instance: 'sample-0',
        level: 'info',
        msg: `sample ready on :${port}`,
      }),
    ]);
    expect((await get(port, '/readyz')).status).toBe(200);
  });

  it('fails with every bad setting in one message, without a stack', async () => {
    const { exit, stderr, lines } = start({ HTTP_PORT: 'http', LOG_LEVEL: 'loud' });

    expect(await exit).toBe(1);
    const message = await stderr;
    expect(message).toMatch(/^sample could not start.\n\n3 settings are missing or wrong:/);
    expect(message).toMatch(/HTTP_PORT: "http" is not a whole number[^]*LOG_LEVEL: [^]*DATABASE_URL: is missing/);
    expect(message).not.toContain('    at ');
    expect(lines).toEqual([]);
  });

  it('fails when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { exit, stderr } = start({ ...GOOD, HTTP_PORT: String((other.address() as AddressInfo).port) });

    expect(await exit).toBe(1);
    expect(await stderr).toContain('EADDRINUSE');
    other.close();
  });
});

describe('a shutdown', () => {
  it('finishes requests in flight, then closes what they used, then exits with 0', async () => {
    const { child, ready, begun, exit, lines } = start(GOOD);
    const port = await ready;
    const slow = get(port, '/slow');
    await begun;
    child.kill('SIGTERM');

    const answer = await slow;
    expect([answer.status, await answer.json()]).toEqual([200, { done: true }]);
    expect(await exit).toBe(0);
    expect(lines.map(({ msg }) => msg)).toEqual([`sample ready on :${port}`, 'shutting down', 'pool closed']);
  });

  it('does not wait longer than its time-out', async () => {
    const { child, ready, begun, exit, lines } = start({ ...GOOD, SHUTDOWN_TIMEOUT: '300' });
    get(await ready, '/hang').catch(() => undefined);
    await begun;
    child.kill('SIGTERM');

    expect(await exit).toBe(0);
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', timeout_ms: 300 }));
  });

  it('ends at once at the second signal', async () => {
    const { child, ready, begun, shuttingDown, exit } = start(GOOD);
    get(await ready, '/hang').catch(() => undefined);
    await begun;
    child.kill('SIGTERM');
    await shuttingDown;
    child.kill('SIGINT');

    expect(await exit).toBe(1);
  });
});

it.each([
  ['/crash', 'nobody caught this'],
  ['/reject', 'nobody handled this'],
])('an uncaught error (%s) is logged as fatal and ends the process with 1', async (path, message) => {
  const { ready, exit, lines } = start(GOOD);
  get(await ready, path).catch(() => undefined);

  expect(await exit).toBe(1);
  expect(lines).toContainEqual(expect.objectContaining({ level: 'fatal', err: expect.objectContaining({ message }) }));
});
