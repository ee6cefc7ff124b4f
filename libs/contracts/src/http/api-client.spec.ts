import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { parseJson } from '../json/parse-json.ts';
import type { JsonObject } from '../vocabulary.ts';
import { type ApiClient, createApiClient } from './api-client.ts';

describe('the API client, against a server', () => {
  let server: Server;
  let api: ApiClient;
  let seen: { line: string; headers: IncomingMessage['headers']; body: string }[];
  let answer: (response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        seen.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
        answer(response);
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    api = createApiClient({ baseUrl: `http://127.0.0.1:${port}`, credential: async () => 'a-token' });
  });

  beforeEach(() => {
    seen = [];
    answer = json(200, { items: [] });
  });

  afterAll(() => server.close());

  it('puts the parts of a request where the document wants them', async () => {
    await api.get('/api/exceptions/{tenant_id}/{exception_id}/events', {
      path: { tenant_id: 'ACME', exception_id: 'EX/1 #2' },
      query: { event_type: ['TriageCompleted', 'FeedbackCaptured'], limit: 5, cursor: undefined },
    });

    expect(seen).toMatchObject([
      {
        line: 'GET /api/exceptions/ACME/EX%2F1%20%232/events?event_type=TriageCompleted&event_type=FeedbackCaptured&limit=5',
        headers: { authorization: 'Bearer a-token' },
        body: '',
      },
    ]);
  });

  it('sends a body as JSON, and a header', async () => {
    await api.post('/api/exceptions/{tenant_id}', {
      path: { tenant_id: 'ACME' },
      header: { 'Idempotency-Key': 'order-66' },
      body: { source_system: 'Murex', raw_payload: { trade: 7 } },
    });

    expect(seen).toMatchObject([
      {
        line: 'POST /api/exceptions/ACME',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'order-66' },
        body: '{"source_system":"Murex","raw_payload":{"trade":7}}',
      },
    ]);
  });

  it('returns the answer, typed', async () => {
    answer = json(200, { items: [], next_cursor: null, total: 12, total_is_exact: true });

    const listed = await api.get('/api/exceptions/{tenant_id}', { path: { tenant_id: 'ACME' } });

    const total: number | undefined = listed.ok ? listed.data.total : undefined;
    expect({ ...listed, total }).toMatchObject({ ok: true, status: 200, total: 12 });
  });

  it('returns a refusal instead of throwing it', async () => {
    answer = json(403, { code: 'tenant_forbidden', title: 'No' }, 'application/problem+json; charset=utf-8');

    const refused = await api.get('/ops/pipeline');

    expect(refused).toMatchObject({ ok: false, status: 403, problem: { code: 'tenant_forbidden' } });
  });

  it('keeps the digits of numbers, in what it sends and in what it is answered', async () => {
    const payload = '{"id":1152921506151679042,"price":1.10}';
    answer = (response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(`{"raw_payload":${payload}}`);

    const answered = await api.post('/exceptions', {
      body: { source_system: 'Murex', raw_payload: parseJson(payload) as JsonObject },
    });

    expect(seen[0]?.body).toBe(`{"source_system":"Murex","raw_payload":${payload}}`);
    expect(JSON.stringify(answered)).toContain(`"raw_payload":${payload}`);
  });

  it('throws when the answer is not from the API', async () => {
    answer = (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');

    await expect(api.get('/ops/pipeline')).rejects.toThrow(
      'GET /ops/pipeline was answered with status 502 and text/html',
    );
  });

  it('does not compile for a path, parameter or body that the API does not know', () => {
    const never = (): unknown[] => [
      // @ts-expect-error no such path
      api.get('/api/nothing'),
      // @ts-expect-error the path does not have the method
      api.delete('/ops/pipeline'),
      // @ts-expect-error the tenant is missing
      api.get('/api/exceptions/{tenant_id}'),
      // @ts-expect-error no such severity
      api.get('/api/exceptions/{tenant_id}', { path: { tenant_id: 'ACME' }, query: { severity: ['dire'] } }),
      // @ts-expect-error a body without its required fields
      api.post('/exceptions', { body: {} }),
      // @ts-expect-error a body where none is accepted
      api.get('/ops/pipeline', { body: {} }),
    ];
    expect(never).toBeInstanceOf(Function);
  });
});

const json =
  (status: number, body: object, type = 'application/json') =>
  (response: ServerResponse): unknown =>
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
