import { Body, Controller, Module, Post } from '@nestjs/common';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { Public } from '../auth/access.decorator.ts';
import { createService, type Service } from '../bootstrap/create-service.ts';
import { createLogger } from '../logging/logger.ts';
import { TakesItems } from './takes-items.decorator.ts';

const MIB = 1024 * 1024;

@Public()
@Controller()
class SampleController {
  @Post('one')
  one(@Body() body: { text?: string }) {
    return { length: body.text?.length };
  }

  @Post('many')
  @TakesItems(10)
  async many(@Body() body: unknown) {
    return { bytes: body instanceof Readable ? (await buffer(body)).length : null };
  }
}

@Public()
@Controller()
class LateController {
  @Post('late')
  @TakesItems(10)
  async late(@Body() body: unknown) {
    await setTimeout(100);
    return { bytes: (await buffer(body as Readable)).length };
  }

  @Post('never')
  @TakesItems(10)
  never() {
    return {};
  }
}

@Module({ controllers: [SampleController, LateController] })
class SampleModule {}

let service: Service;
let url: string;

beforeAll(async () => {
  const logger = createLogger({
    service: 'sample',
    instance: 'sample-0',
    level: 'error',
    destination: { write: () => undefined },
  });
  service = await createService(
    { name: 'sample', module: SampleModule, http: { bodyLimit: 4 * MIB } },
    { env: {}, logger },
  );
  await service.app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(service.app.getHttpServer().address() as AddressInfo).port}`;
});

afterAll(() => service.app.close());

async function send(path: string, body: Buffer, coding: string, type = 'application/json') {
  const headers = { 'content-type': type, 'content-encoding': coding };
  const response = await fetch(`${url}/${path}`, { method: 'POST', body, headers });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

const lines = (body: Buffer, coding: string) => send('many', body, coding, 'application/x-ndjson');

const CODINGS: [string, (data: Buffer) => Buffer][] = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })],
  ['zstd', zstdCompressSync],
];
const ONE = Buffer.from(JSON.stringify({ text: 'ä'.repeat(50_000) }));
/** Compresses as well as logs do. */
const LINES = Buffer.from(Array.from({ length: 60_000 }, (_, index) => `{"id":${(index * 7919) % 99_991}}\n`).join(''));

describe.each(CODINGS)('%s', (coding, encode) => {
  it('is decoded, of JSON and of JSON lines', async () => {
    expect(await send('one', encode(ONE), coding)).toMatchObject({ status: 201, body: { length: 50_000 } });
    expect(await lines(encode(LINES), coding)).toMatchObject({ status: 201, body: { bytes: LINES.length } });
  });

  it.each([
    ['is cut off', (data: Buffer) => data.subarray(0, -5)],
    ['is not valid', () => Buffer.from('this was never encoded')],
    [
      'is not valid',
      (data: Buffer) => Buffer.concat([data.subarray(0, 20), Buffer.alloc(200, 0xff), data.subarray(220)]),
    ],
  ])('that %s is refused, of JSON and of JSON lines', async (fault, damage) => {
    const detail = `The body is sent as ${coding}, but the ${coding} data ${fault}.`;
    const refusal = { status: 400, body: { code: 'invalid_request', detail } };

    expect(await send('one', damage(encode(LINES)), coding)).toMatchObject(refusal);
    expect(await lines(damage(encode(LINES)), coding)).toMatchObject(refusal);
  });

  it('with bytes after its end is refused', async () => {
    const detail = expect.stringMatching(/has bytes after its end|is not valid/);

    expect(await send('one', Buffer.concat([encode(ONE), Buffer.from('more')]), coding)).toMatchObject({
      status: 400,
      body: { detail },
    });
  });

  it('may not decode to more than the limit of a body', async () => {
    const body = encode(Buffer.from(JSON.stringify({ text: LINES.toString().repeat(8) })));

    expect(body.length).toBeLessThan(4 * MIB);
    expect(await send('one', body, coding)).toMatchObject({
      status: 413,
      body: { code: 'body_too_large', detail: `The body may have at most ${4 * MIB} bytes.` },
    });
  });

  it('may not be a bomb', async () => {
    const bomb = encode(Buffer.alloc(30 * MIB, '\n'));

    expect(bomb.length).toBeLessThan(MIB);
    expect(await lines(bomb, coding)).toMatchObject({
      status: 413,
      body: { code: 'body_too_large', detail: 'A body may decode to 200 times its size at most.' },
    });
  });
});

it('learns of a broken body even when it reads late, and may leave it unread', async () => {
  const broken = gzipSync(LINES).subarray(0, -5);

  expect(await send('late', broken, 'gzip', 'application/x-ndjson')).toMatchObject({
    status: 400,
    body: { detail: 'The body is sent as gzip, but the gzip data is cut off.' },
  });
  expect(await send('never', broken, 'gzip', 'application/x-ndjson')).toMatchObject({ status: 201 });
  expect(await send('never', gzipSync('x'), 'gzip', 'application/x-ndjson')).toMatchObject({ status: 201 });
});

it('takes gzip under its old name, in several members, and any case', async () => {
  expect(await send('one', gzipSync(ONE), 'X-GZip')).toMatchObject({ status: 201 });
  expect(await lines(Buffer.concat([gzipSync('1\n'), gzipSync('2\n')]), 'GZIP')).toMatchObject({ body: { bytes: 4 } });
});

it('accepts an unencoded body', async () => {
  expect(await send('one', Buffer.from('{"text":"x"}'), 'identity')).toMatchObject({
    status: 201,
    body: { length: 1 },
  });
});

it.each(['gzip, br', 'gzip, gzip', 'compress', 'snappy'])(
  'lists the accepted codings instead of %s',
  async (coding) => {
    const answer = await send('one', gzipSync(ONE), coding);

    expect(answer).toMatchObject({
      status: 415,
      body: {
        code: 'unsupported_media_type',
        detail: 'A body may be encoded once, with one of gzip, deflate, br, zstd.',
      },
    });
    expect(answer.headers.get('accept-encoding')).toBe('gzip, deflate, br, zstd');
  },
);

it('answers a sender of chunks that is refused halfway, and accepts the next request', async () => {
  const whole = gzipSync(Buffer.alloc(30 * MIB, '\n'));
  const headers = { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' };
  const status = await new Promise((resolve, reject) => {
    const outgoing = request(`${url}/many`, { method: 'POST', headers }, (incoming) => {
      incoming.resume();
      resolve(incoming.statusCode);
    });
    outgoing.on('error', reject);
    outgoing.write(whole);
    outgoing.end(Buffer.alloc(5 * MIB));
  });

  expect(status).toBe(413);
  expect(await send('one', gzipSync(ONE), 'gzip')).toMatchObject({ status: 201 });
});
