/** A real HTTP server that implements the ingest contract in memory, records requests, and fails on a test's demand. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IngestItem } from '../source-row.ts';

/** A response that replaces the regular one; `reset` breaks the connection. */
export type Disturbance = 'reset' | { status: number; headers?: Record<string, string>; body?: object };

export interface ReceivedBatch {
  tenant: string;
  bytes: number;
  items: IngestItem[];
}

export class IntakeServer {
  /** Batches that got the regular response, in order. */
  readonly batches: ReceivedBatch[] = [];
  /** Called for each batch; its result replaces the regular response. */
  disturb: (batch: ReceivedBatch, request: number) => Disturbance | undefined = () => undefined;
  /** Called for each item; a message rejects it. */
  rejects: (item: IngestItem) => string | undefined = () => undefined;
  /** Responses of `GET /ops/pipeline`, one per request; the last one repeats. */
  pipeline: { in_flight: number; dead_letters: number }[] = [{ in_flight: 0, dead_letters: 0 }];
  /** Batch requests so far, failed ones included. */
  requests = 0;
  /** Largest number of concurrent batch requests. */
  mostConcurrent = 0;
  polls = 0;
  token = 'a-token';

  private concurrent = 0;
  private readonly seen = new Map<string, Set<string>>();
  private readonly server: Server = createServer((request, response) => {
    this.answer(request, response).catch(() => response.destroy());
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get items(): IngestItem[] {
    return this.batches.flatMap(({ items }) => items);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (request.headers.authorization !== `Bearer ${this.token}`) {
      return reply(response, 401, { code: 'unauthenticated', detail: 'the token is not valid' });
    }
    if (url.pathname === '/ops/pipeline') {
      const state = this.pipeline[Math.min(this.polls, this.pipeline.length - 1)];
      this.polls += 1;
      return reply(response, 200, { tenant_id: url.searchParams.get('tenant_id'), total: 0, ...state });
    }
    const [, tenant] = /^\/api\/exceptions\/([^/]+)\/batch$/.exec(url.pathname) ?? [];
    if (!tenant || request.method !== 'POST')
      return reply(response, 404, { code: 'not_found', detail: 'no such route' });
    this.concurrent += 1;
    this.mostConcurrent = Math.max(this.mostConcurrent, this.concurrent);
    await this.answerBatch(decodeURIComponent(tenant), request, response);
    this.concurrent -= 1;
  }

  private async answerBatch(tenant: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const batch = { tenant, bytes: body.length, items: JSON.parse(body.toString()) as IngestItem[] };
    this.requests += 1;
    const disturbance = this.disturb(batch, this.requests);
    if (disturbance === 'reset') {
      request.socket.resetAndDestroy();
    } else if (disturbance) {
      reply(response, disturbance.status, disturbance.body ?? {}, disturbance.headers);
    } else {
      this.batches.push(batch);
      reply(response, 200, { items: batch.items.map((item, index) => ({ index, ...this.take(item) })) });
    }
  }

  private take(item: IngestItem): object {
    const message = this.rejects(item);
    if (message) {
      return {
        status: 'rejected',
        error: { code: 'invalid_request', detail: '', errors: [{ path: 'title', message }] },
      };
    }
    const id = item.exception_id ?? `generated-${this.seen.size}`;
    const states = this.seen.get(id) ?? new Set();
    this.seen.set(id, states);
    const content = JSON.stringify(item);
    if (states.has(content)) return { status: 'duplicate', exception_id: id };
    states.add(content);
    return {
      status: 'accepted',
      exception_id: id,
      event_type: states.size === 1 ? 'ExceptionIngested' : 'SourceUpdateReceived',
    };
  }
}

function reply(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
