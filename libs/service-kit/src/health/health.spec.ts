import { Module } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import { createService, type Service } from '../bootstrap/create-service.ts';
import { HealthRegistry } from './health.registry.ts';

@Module({})
class EmptyModule {}

/** Longer than the cache time of a result. */
const CACHE_OVER_MS = 550;

let service: Service;
let registry: HealthRegistry;

beforeEach(async () => {
  service = await createService({ name: 'sample', module: EmptyModule }, { env: { LOG_LEVEL: 'silent' } });
  registry = service.app.get(HealthRegistry);
});

afterEach(() => service.app.close());

async function probe(url: '/healthz' | '/readyz') {
  const response = await service.app.inject(url);
  return { status: response.statusCode, body: response.json<object>() };
}

it('/healthz reports that the event loop is running', async () => {
  expect(await probe('/healthz')).toEqual({
    status: 200,
    body: { status: 'ok', event_loop: { mean_delay_ms: expect.any(Number), max_delay_ms: expect.any(Number) } },
  });
});

describe('/readyz', () => {
  it('shows the details of every check', async () => {
    registry.register('kafka', async () => ({ lag: 7, status: 'their own word' }));
    registry.register('database', async () => undefined);

    expect(await probe('/readyz')).toEqual({
      status: 200,
      body: {
        status: 'ok',
        checks: {
          kafka: { status: 'up', lag: 7, response_time_ms: expect.any(Number) },
          database: { status: 'up', response_time_ms: expect.any(Number) },
        },
      },
    });
  });

  it('is not ready while a check fails, and recovers with it', async () => {
    let broken = true;
    registry.register('well', async () => undefined);
    registry.register('database', async () => {
      if (broken) throw new Error('connection refused');
    });

    expect(await probe('/readyz')).toMatchObject({
      status: 503,
      body: {
        status: 'error',
        checks: { well: { status: 'up' }, database: { status: 'down', error: 'connection refused' } },
      },
    });
    broken = false;
    await setTimeout(CACHE_OVER_MS);
    expect(await probe('/readyz')).toMatchObject({ status: 200 });
  });

  it('gives a check two seconds', async () => {
    registry.register('hanging', () => new Promise(() => undefined));

    expect(await probe('/readyz')).toMatchObject({
      status: 503,
      body: { checks: { hanging: { status: 'down', error: 'timeout of 2000ms exceeded' } } },
    });
  });

  it('does not let probes overload what they check', async () => {
    let asked = 0;
    registry.register('database', async () => void asked++);

    await Promise.all(Array.from({ length: 20 }, () => probe('/readyz')));

    expect(asked).toBe(1);
  });

  it('is not ready as soon as the service shuts down', async () => {
    registry.beginShutdown();

    expect(await probe('/readyz')).toMatchObject({
      status: 503,
      body: { checks: { process: { status: 'down', error: 'shutting down' } } },
    });
    expect(await probe('/healthz')).toMatchObject({ status: 200 });
  });

  it('refuses two checks of one name', () => {
    registry.register('database', async () => undefined);

    expect(() => registry.register('database', async () => undefined)).toThrow('"database" is registered already');
  });
});
