import { Body, Controller, Get, HttpCode, Module, Param, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsString, Max, Min, ValidateNested } from 'class-validator';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createConnection } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Public } from '../auth/access.decorator.ts';
import { createService, type Service } from '../bootstrap/create-service.ts';
import { createLogger } from '../logging/logger.ts';
import { UnreadableItem } from './json-body.ts';
import { TakesItems } from './takes-items.decorator.ts';

class ItemDto {
  @IsString()
  source_system!: string;
}

class BatchDto {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ItemDto)
  items!: ItemDto[];
}

class PageDto {
  @IsInt()
  @Min(1)
  @Max(100)
  @Type(() => Number)
  pageSize!: number;
}

/** Lets the slow handler continue, and resolves when its answer has been discarded. */
const released = Promise.withResolvers<void>();
const answeredLate = Promise.withResolvers<void>();

@Public()
@Controller('v1')
class SampleController {
  @Post('batches')
  @HttpCode(202)
  batch(@Body() batch: BatchDto) {
    return { items: batch.items.length, transformed: batch.items[0] instanceof ItemDto };
  }

  @Get('cases')
  list(@Query() page: PageDto) {
    return page;
  }

  @Get('cases/:id')
  one(@Param('id') id: string) {
    return { id };
  }

  @Post('import')
  @TakesItems(3)
  async import(@Body() items: unknown) {
    if (items instanceof Readable) return { text: await text(items) };
    return { items: (items as unknown[]).map((item) => (item instanceof UnreadableItem ? item.problem.code : item)) };
  }

  @Get('broken')
  broken() {
    throw new Error('select * from secrets');
  }

  @Get('slow')
  async slow() {
    await released.promise;
    setImmediate(() => answeredLate.resolve());
    return { late: true };
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

const lines: Record<string, unknown>[] = [];
let service: Service;
let port: number;

beforeAll(async () => {
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  const logger = createLogger({ service: 'sample', instance: 'sample-0', level: 'debug', destination });
  const http = { handlerTimeoutMs: 2_000 };
  service = await createService({ name: 'sample', module: SampleModule, http }, { env: {}, logger });
  await service.app.listen(0, '127.0.0.1');
  port = (service.app.getHttpServer().address() as AddressInfo).port;
});

afterAll(() => service.app.close());

async function send(method: string, path: string, body?: string | Buffer, headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body, headers });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

const json = { 'content-type': 'application/json' };
const post = (body: string | Buffer, headers: Record<string, string> = json) =>
  send('POST', '/v1/batches', body, headers);

describe('bodies', () => {
  it('are parsed, checked and transformed', async () => {
    expect(await post('{"items":[{"source_system":"ERP"}]}')).toMatchObject({
      status: 202,
      body: { items: 1, transformed: true },
    });
  });

  it.each<[string, string, Record<string, string>, number, object]>([
    [
      'broken JSON',
      '{"items": [}',
      json,
      400,
      { code: 'invalid_json', detail: 'The JSON breaks at line 1, column 12.' },
    ],
    ['no bytes', '', json, 400, { code: 'invalid_json' }],
    ['a polluted prototype', '{"__proto__":{}}', json, 400, { code: 'invalid_json' }],
    ['a megabyte of brackets', '['.repeat(1_000_000), json, 400, { code: 'nesting_too_deep' }],
    ['text', 'hello', { 'content-type': 'text/plain' }, 415, { code: 'unsupported_media_type' }],
    ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, { code: 'unsupported_media_type' }],
    [
      'Latin-1',
      '{}',
      { 'content-type': 'application/json; charset=iso-8859-1' },
      415,
      { code: 'unsupported_media_type' },
    ],
    ['a list for an object', '[]', json, 400, { code: 'invalid_request' }],
  ])('of %s are refused', async (_, ...[body, headers, status, problem]) => {
    expect(await post(body, headers)).toMatchObject({ status, body: { status, instance: '/v1/batches', ...problem } });
  });

  it('name every wrong field as it was sent', async () => {
    const body = JSON.stringify({ items: [{ source_system: 'ERP' }, { source_system: 7, fooBar: 1 }], also: 1 });

    expect(await post(body)).toMatchObject({
      status: 400,
      body: {
        code: 'invalid_request',
        errors: expect.arrayContaining([
          { path: 'items[1].source_system', message: 'must be a string' },
          { path: 'items[1].fooBar', message: 'is not a known field' },
          { path: 'also', message: 'is not a known field' },
        ]),
      },
    });
  });

  it('of 10 MB are refused, whether they say their size or not', async () => {
    const big = Buffer.alloc(10 * 1024 * 1024, 0x20);
    const tooLarge = {
      status: 413,
      body: { code: 'body_too_large', detail: 'The body may have at most 1048576 bytes.' },
    };

    expect(await post(big)).toMatchObject(tooLarge);
    expect(await chunked(big)).toMatchObject(tooLarge);
  });

  it.each([
    ['on a route of one thing', '/v1/batches', 'application/json'],
    [
      'on a route of items',
      '/v1/import',
      'application/json, application/x-ndjson, application/ndjson, application/jsonl, application/x-jsonl, ' +
        'application/jsonlines, application/x-jsonlines',
    ],
  ])('of another type are refused with a list of what is taken, %s', async (_, path, types) => {
    for (const contentType of ['text/csv', 'application/jsonx', 'json', ';', '']) {
      const answer = await send('POST', path, Buffer.from('{}'), { 'content-type': contentType });

      expect(answer).toMatchObject({ status: 415, body: { detail: `This path takes ${types}.` } });
      expect(answer.headers.get('accept-post')).toBe(types);
    }
  });

  it('may be JSON under its structured names', async () => {
    const headers = { 'content-type': 'application/cloudevents-batch+json; charset=UTF-8' };

    expect(await post('{"items":[{"source_system":"ERP"}]}', headers)).toMatchObject({ status: 202 });
  });

  it.each(['application/x-ndjson', 'application/ndjson;charset=utf-8', 'application/jsonl', 'Application/X-JSONLines'])(
    'of JSON lines reach a route of items as a stream, and no other: %s',
    async (contentType) => {
      const lines = '{"a":1}\n'.repeat(300_000);

      expect(await send('POST', '/v1/import', lines, { 'content-type': contentType })).toMatchObject({
        status: 201,
        body: { text: lines },
      });
      expect(await post(lines.slice(0, 8), { 'content-type': contentType })).toMatchObject({ status: 415 });
    },
  );

  it('of JSON lines must be UTF-8', async () => {
    const headers = { 'content-type': 'application/x-ndjson; charset=latin1' };

    expect(await send('POST', '/v1/import', '{}', headers)).toMatchObject({ status: 415 });
  });

  it('that are an array lose only the unreadable item, where the route takes items', async () => {
    const items = '[{"a":1},{"__proto__":1},{"a":3}]';

    expect(await send('POST', '/v1/import', items, json)).toMatchObject({
      status: 201,
      body: { items: [{ a: 1 }, 'invalid_json', { a: 3 }] },
    });
    expect(await post(items)).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
  });
});

/** Sends chunks, and reads the answer while the body is still being written. */
function chunked(body: Buffer): Promise<{ status: number | undefined; body: unknown }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ port, method: 'POST', path: '/v1/batches', headers: json }, (incoming) => {
      text(incoming).then((answer) => resolve({ status: incoming.statusCode, body: JSON.parse(answer) }), reject);
    });
    // The server closes the connection on a body it refuses; only the answer matters.
    outgoing.on('error', () => undefined);
    outgoing.write(body);
    outgoing.end();
  });
}

describe('routes', () => {
  it.each<[string, string, string, number, object]>([
    ['an unknown path', 'GET', '/nowhere', 404, { code: 'not_found', instance: '/nowhere' }],
    ['an unknown path, with a query', 'GET', '/nowhere?token=secret', 404, { instance: '/nowhere' }],
    [
      'a wrong method',
      'DELETE',
      '/v1/cases/7',
      405,
      { code: 'method_not_allowed', detail: 'This path takes GET, HEAD.' },
    ],
    ['a broken escape', 'GET', '/v1/%zz', 400, { code: 'invalid_request' }],
    ['an endless parameter', 'GET', `/v1/cases/${'x'.repeat(600)}`, 400, { code: 'invalid_request' }],
    [
      'a wrong query',
      'GET',
      '/v1/cases?pageSize=0',
      400,
      { errors: [{ path: 'page_size', message: 'must not be less than 1' }] },
    ],
  ])('answer %s', async (_, ...[method, path, status, body]) => {
    const answer = await send(method, path);

    expect(answer).toMatchObject({ status, body: { status, ...body } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('x-request-id')).toBe(answer.body.request_id);
  });

  it('name the right methods in Allow', async () => {
    expect((await send('PUT', '/v1/batches')).headers.get('allow')).toBe('POST');
  });
});

describe('failures', () => {
  it('are answered without their cause, and logged with it', async () => {
    const answer = await send('GET', '/v1/broken', undefined, { 'x-request-id': 'r-42' });

    expect(answer).toMatchObject({ status: 500, body: { code: 'internal', request_id: 'r-42' } });
    expect(JSON.stringify(answer.body)).not.toContain('secrets');
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        request_id: 'r-42',
        err: expect.objectContaining({
          message: 'select * from secrets',
          stack: expect.stringContaining('http.spec.ts'),
        }),
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'warn', msg: 'request', status: 500, path: '/v1/broken' }),
    );
  });

  it('of time are answered once, and do no harm later', async () => {
    expect(await send('GET', '/v1/slow')).toMatchObject({ status: 408, body: { code: 'timeout' } });
    released.resolve();
    await answeredLate.promise;
    expect(await send('GET', '/v1/cases/7')).toMatchObject({ status: 200 });
  });

  it('of the HTTP itself are problems too', async () => {
    const socket = createConnection(port, '127.0.0.1');
    socket.write('NONSENSE\r\n\r\n');

    expect(await text(socket)).toMatch(/^HTTP\/1.1 400 [^]*application\/problem\+json[^]*"code":"invalid_request"/);
  });
});

describe('every answer', () => {
  it('has its request id and is not cached', async () => {
    const { headers } = await send('GET', '/v1/cases/7', undefined, { 'x-request-id': 'bad id\u00e9' });

    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is measured by its route template', async () => {
    await send('GET', '/v1/cases/8');
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();

    expect(metrics).toMatch(/http_request_duration_seconds_count\{.*route="\/v1\/cases\/:id".*status="200".*\} [1-9]/);
    expect(metrics).toContain('process_resident_memory_bytes{service="sample"}');
    expect(metrics).not.toContain('/v1/cases/8');
  });
});

describe('/openapi.json', () => {
  it('describes the routes and the problems they answer with', async () => {
    expect((await send('GET', '/openapi.json')).body).toMatchObject({
      openapi: expect.any(String),
      paths: {
        '/v1/cases/{id}': {
          get: {
            responses: {
              default: {
                content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
              },
            },
          },
        },
      },
      components: { schemas: { Problem: expect.any(Object) }, securitySchemes: { bearer: expect.any(Object) } },
    });
  });
});
