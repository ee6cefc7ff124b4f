import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { createLogger } from '../logging/logger.ts';
import { OtlpTracer } from './otlp.tracer.ts';
import { createTracer } from './create-tracer.ts';
import { parseTraceparent } from './traceparent.ts';

const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const UNSAMPLED = PARENT.replace(/01$/, '00');
const nowhere = { service: 'test', instance: 'test-0', endpoint: 'http://127.0.0.1:1', warn: () => undefined };
const aSpan = { kind: 'server', attributes: {} } as const;

describe('a tracer', () => {
  it.each([
    ['none of its own at ratio 0', 0, undefined, false],
    ['all of its own at ratio 1', 1, undefined, true],
    ['what its caller records, whatever the ratio', 0, PARENT, true],
    ['not what its caller does not, whatever the ratio', 1, UNSAMPLED, false],
    ['by the ratio when the parent is none', 1, 'nonsense', true],
  ])('records %s', (_what, sampleRatio, parent, sampled) => {
    const span = new OtlpTracer({ ...nowhere, sampleRatio }).start('GET /', { ...aSpan, parent });

    expect(span.sampled).toBe(sampled);
    expect(parseTraceparent(span.traceparent)).toMatchObject({ sampled });
  });

  it('records a span with links to recorded ones', () => {
    const tracer = new OtlpTracer({ ...nowhere, sampleRatio: 0 });

    expect(tracer.start('batch', { ...aSpan, links: [PARENT] }).sampled).toBe(true);
  });

  it('continues the trace of its parent with a span of its own', () => {
    const { traceparent } = new OtlpTracer({ ...nowhere, sampleRatio: 0 }).start('GET /', { ...aSpan, parent: PARENT });

    expect(traceparent.slice(0, 35)).toBe(PARENT.slice(0, 35));
    expect(traceparent).not.toBe(PARENT);
  });
});

describe('the spans', () => {
  let collector: Server;
  const bodies: unknown[] = [];

  beforeAll(async () => {
    collector = createServer((request, response) => {
      json(request).then(
        (body) => {
          bodies.push({ url: request.url, body });
          response.end('{}');
        },
        () => response.writeHead(400).end(),
      );
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void collector.close());

  it('are sent when the tracer is shut down, at the latest', async () => {
    const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`;
    const tracer = new OtlpTracer({ ...nowhere, endpoint, sampleRatio: 1 });
    const span = tracer.start('GET /', { ...aSpan, attributes: { 'sentinai.tenant_id': 'ACME' } });
    span.fail('no luck');
    span.end();

    await tracer.shutdown();

    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toMatchObject({ url: '/v1/traces' });
    for (const word of ['"GET /"', '"ACME"', '"no luck"', '"service.name"', '"test-0"']) {
      expect(JSON.stringify(bodies[0])).toContain(word);
    }
  });
});

it('does not exist while tracing is off', async () => {
  const config = { tracing: 'off', otlpEndpoint: 'http://x', traceSampleRatio: 1, instanceId: 'test-0' } as const;
  const logger = createLogger({ service: 'test', instance: 'test-0', level: 'silent' });

  expect(await createTracer('test', config, logger)).toBeNull();
});
