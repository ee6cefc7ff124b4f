import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../connection/api-client.ts';
import { BatchSender, SERVER_LIMITS, type BatchLimits } from './batch-sender.ts';
import { IngestReport } from './report.ts';
import type { IngestItem } from './source-row.ts';
import { IntakeServer } from './testing/intake-server.ts';

const FIVE_A_BATCH: BatchLimits = { ...SERVER_LIMITS, items: 5 };

let server: IntakeServer;
let told: string[];
let report: IngestReport;
let pauses: number[];

beforeEach(async () => {
  server = await new IntakeServer().start();
  told = [];
  pauses = [];
  report = new IngestReport((line) => told.push(line));
});

afterEach(() => server.stop());

const anItem = (index: number, payload: object = {}): IngestItem => ({
  exception_id: `E-${index}`,
  source_system: 'test',
  raw_payload: { index, ...payload },
});

async function send(items: IngestItem[], limits = FIVE_A_BATCH, patienceMs = 5_000): Promise<void> {
  const client = new ApiClient({
    url: server.url,
    token: server.token,
    signal: new AbortController().signal,
    patienceMs,
    firstPauseMs: 5,
    onPause: (_, pauseMs) => pauses.push(pauseMs),
  });
  const sender = new BatchSender(client, 'acme', limits, report);
  for (const [index, item] of items.entries()) await sender.add(`line ${index + 1}`, item);
  await sender.flush();
}

const items = Array.from({ length: 12 }, (_, index) => anItem(index));

describe('batches', () => {
  it('keep the order of the items and their limit, one request at a time', async () => {
    await send(items);
    expect(server.items).toEqual(items);
    expect(server.batches.map((batch) => batch.items.length)).toEqual([5, 5, 2]);
    expect(server.batches.map(({ tenant }) => tenant)).toEqual(['acme', 'acme', 'acme']);
    expect(server.mostConcurrent).toBe(1);
    expect(report.counts).toMatchObject({ exceptions: 12, updates: 0, duplicates: 0, rejected: 0 });
  });

  it('keep the rows of one exception together, up to what the server takes', async () => {
    const rowsOf = (index: number, count: number) =>
      Array.from({ length: count }, (_, state) => anItem(index, { state }));
    await send([...rowsOf(1, 4), ...rowsOf(2, 4), ...rowsOf(3, 1), ...rowsOf(4, SERVER_LIMITS.items + 1)]);
    expect(server.batches.map((batch) => batch.items.length)).toEqual([8, SERVER_LIMITS.items, 2]);
  });

  it('stay within the size of a request, counted in bytes', async () => {
    const limits = { items: 1000, bytes: 10_000 };
    await send(
      Array.from({ length: 40 }, (_, index) => anItem(index, { text: '€'.repeat(300) })),
      limits,
    );
    expect(server.items).toHaveLength(40);
    for (const { bytes } of server.batches) expect(bytes).toBeLessThanOrEqual(limits.bytes);
    expect(server.batches.length).toBeLessThan(7);
  });

  it('leave out an item that fits in no request', async () => {
    await send([anItem(0), anItem(1, { text: 'x'.repeat(2_000) }), anItem(2)], { items: 1000, bytes: 1_000 });
    expect(server.items).toEqual([anItem(0), anItem(2)]);
    expect(told).toEqual(['line 2: is too large for a request']);
  });

  it('leave out an item that is nested too deeply to serialize', async () => {
    let deep: object = {};
    for (let depth = 0; depth < 100_000; depth += 1) deep = { deep };
    await send([anItem(0, deep), anItem(1)]);
    expect(told).toEqual(['line 1: is nested too deeply']);
    expect(server.items).toEqual([anItem(1)]);
  });

  it("are counted by the server's results: new, changed, known, rejected", async () => {
    server.rejects = (item) => (item.raw_payload.bad ? 'is too long' : undefined);
    await send([
      anItem(1),
      anItem(1, { state: 2 }),
      anItem(1),
      anItem(2, { bad: true }),
      anItem(3),
      anItem(4, { bad: true }),
    ]);
    expect(report.counts).toMatchObject({ exceptions: 2, updates: 1, duplicates: 1, rejected: 2 });
    expect(told).toEqual(['line 4: title: is too long', 'line 6: title: is too long']);
  });
});

describe('a server in trouble', () => {
  it.each([429, 503])('that answers %i is retried when it says so', async (status) => {
    server.disturb = (_, request) => (request === 2 ? { status, headers: { 'retry-after': '1' } } : undefined);
    const startedAt = Date.now();
    await send(items);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
    expect(pauses).toEqual([1000]);
    expect(server.items).toEqual(items);
  });

  it('that breaks connections is retried with growing pauses, and the order holds', async () => {
    server.disturb = (_, request) => (request >= 2 && request <= 5 ? 'reset' : undefined);
    await send(items);
    expect(server.items).toEqual(items);
    expect(server.requests).toBe(7);
    expect(pauses).toHaveLength(4);
    expect(pauses[3]).toBeGreaterThan(pauses[0] ?? 0);
  });

  it('that stays down is not retried forever', async () => {
    server.disturb = () => 'reset';
    await expect(send(items)).rejects.toThrow(/cannot be reached .* given up after 8 tries/);
    expect(server.requests).toBe(8);
  });

  it('that is restarting behind its gateway is waited for until the time limit', async () => {
    server.disturb = (_, request) => {
      if (request <= 9) return { status: 502, body: { detail: 'restarting' } };
      return request === 10 ? 'reset' : undefined;
    };
    await send(items, FIVE_A_BATCH, 60_000);
    expect(server.items).toEqual(items);

    server.disturb = () => ({ status: 502, body: { detail: 'restarting' } });
    await expect(send(items, FIVE_A_BATCH, 100)).rejects.toThrow('the server answers 502 restarting, given up after');
  });

  it('whose Retry-After exceeds the time limit is given up at once', async () => {
    server.disturb = () => ({ status: 429, headers: { 'retry-after': '3600' }, body: { detail: 'slow down' } });
    await expect(send(items)).rejects.toThrow('the server answers 429 slow down, given up after 1 try');
  });

  it('that refuses is not retried', async () => {
    server.disturb = () => ({ status: 403, body: { code: 'tenant_forbidden', detail: 'not your tenant' } });
    await expect(send(items)).rejects.toThrow('not authorized: 403 not your tenant');
    expect(server.requests).toBe(1);
  });

  it('that does not answer for every item is an error', async () => {
    server.disturb = () => ({ status: 200, body: { items: [{ index: 0, status: 'accepted' }] } });
    await expect(send(items)).rejects.toThrow('did not answer for each of the 5 items');
  });
});

describe('a batch refused for its content', () => {
  it.each([
    ['too large', { status: 413 }],
    ['too deep', { status: 400, body: { code: 'nesting_too_deep', detail: 'too deep' } }],
    ['a reserved key', { status: 400, body: { code: 'invalid_json', detail: 'a reserved key' } }],
    ['refused by a proxy', { status: 422 }],
  ])('(%s) is halved until the item is found, in order', async (_, refusal) => {
    server.disturb = (batch) => (batch.items.some(({ exception_id: id }) => id === 'E-6') ? refusal : undefined);
    await send(items);
    expect(server.items).toEqual(items.filter(({ exception_id: id }) => id !== 'E-6'));
    expect(report.counts).toMatchObject({ exceptions: 11, rejected: 1 });
    expect(told).toEqual([expect.stringContaining('line 7: the server refuses the request: ')]);
  });
});
