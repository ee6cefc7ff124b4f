/**
 * Simulates the external systems of three tenants for the demo, the end-to-end tests and the bench: real HTTP, with
 * latency, failures and a ledger of effects, all reproducible for the same seed.
 */
import { hash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Behaviour, Chances, Fate } from './behaviour.ts';
import { behaviourOf, isKnownBehaviour } from './behaviour.ts';
import { CallLedger } from './call-ledger.ts';
import type { LedgerEntry, LedgerSummary } from './call-ledger.ts';
import { seededRandom } from './seeded-random.ts';
import type { DemoCall } from './tool-request.ts';
import { BadRequest, canonical, readCall } from './tool-request.ts';

export interface ToolServerOptions extends Partial<Chances> {
  /** First port to try; ports in use are skipped. 0 for any free port. Default 9400. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
}

export interface ToolServer {
  readonly url: string;
  readonly port: number;
  /** Returns the calls and effects since the start, or since `DELETE /_ledger`. */
  calls(): LedgerSummary;
  /** Closes the server and cuts every connection. */
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

const DEFAULT_CHANCES: Chances = { seed: 'demo', medianLatencyMs: 20, unavailableShare: 0.03, refusedShare: 0.01 };
const PORTS_TRIED = 50;
const HUGE_BYTES = 5 * 1024 * 1024;

const FAILURES: Record<Exclude<Fate, 'effect'>, Answer> = {
  unavailable: { status: 503, body: problem('unavailable', 'busy, try again'), headers: { 'retry-after': '0' } },
  broken: { status: 500, body: problem('broken', 'ordered to fail') },
  refused: { status: 422, body: problem('refused', 'the business rules forbid it') },
};

export async function createToolServer(options: ToolServerOptions = {}): Promise<ToolServer> {
  const { port: firstPort = 9400, host = '127.0.0.1', ...chances } = options;
  const ledger = new CallLedger();
  const tools = new ToolDesk(ledger, { ...DEFAULT_CHANCES, ...chances });
  const server = createServer((request, response) => {
    void answerRequest(request, response, { ledger, tools });
  });
  await listenOnFreePort(server, host, firstPort);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    port,
    calls: () => ledger.summary(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { ledger, tools }: { ledger: CallLedger; tools: ToolDesk },
): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://demo-tools');
    if (url.pathname.startsWith('/_ledger')) return answerFromLedger(request, response, ledger);
    await tools.answer(await readCall(request, url), response);
  } catch (error) {
    const { status, code, message } =
      error instanceof BadRequest ? error : new BadRequest(500, 'internal', 'the demo server has a fault');
    if (status === 500) console.error(error);
    if (!response.headersSent) send(response, { status, body: problem(code, message) });
  }
}

function answerFromLedger(request: IncomingMessage, response: ServerResponse, ledger: CallLedger): void {
  const asked = `${request.method} ${request.url}`;
  if (asked === 'DELETE /_ledger') {
    ledger.clear();
    return send(response, { status: 200, body: ledger.summary() });
  }
  if (asked === 'GET /_ledger') return send(response, { status: 200, body: ledger.summary() });
  if (asked === 'GET /_ledger/keys') return sendKeys(response, ledger);
  throw new BadRequest(404, 'not_found', `nothing at ${asked}`);
}

/** Sends one JSON object per line, so that millions of keys need no memory on either side. */
function sendKeys(response: ServerResponse, ledger: CallLedger): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  Readable.from(keyLines(ledger)).pipe(response);
}

function* keyLines(ledger: CallLedger): Generator<string> {
  for (const entry of ledger.keys()) yield `${JSON.stringify(entry)}\n`;
}

/** Decides the outcome of each call, records it, and responds. */
class ToolDesk {
  private readonly ledger: CallLedger;
  private readonly chances: Chances;

  constructor(ledger: CallLedger, chances: Chances) {
    this.ledger = ledger;
    this.chances = chances;
  }

  async answer(call: DemoCall, response: ServerResponse): Promise<void> {
    if (call.order !== undefined && !isKnownBehaviour(call.order)) {
      throw new BadRequest(400, 'unknown_behaviour', `there is no behaviour "${call.order}"`);
    }
    const args = canonical(call.args);
    const entry = this.ledger.admit(call.key, call.tool.name, fingerprint(call.tool.name + args));
    if (!entry) throw new BadRequest(409, 'key_reused', 'this idempotency key was used for another call');

    // Without a key a call cannot be repeated, so each call gets its own random behaviour.
    const identity = call.key ?? randomUUID();
    const behaviour = behaviourOf({ identity, calls: entry.calls, order: call.order }, this.chances);
    const isReplay = entry.state !== 'pending';
    const fate = isReplay ? fateOf(entry) : behaviour.fate;
    // The effect is recorded before the delay: it has happened even when the caller hangs up meanwhile.
    if (!isReplay) this.note(entry, fate);
    const answer = fate === 'effect' ? this.success(call, args) : FAILURES[fate];
    if (behaviour.delayMs > 0) await pause(behaviour.delayMs);
    deliver(response, isReplay ? asReplay(answer) : answer, behaviour);
  }

  private note(entry: LedgerEntry, fate: Fate): void {
    if (fate === 'effect') this.ledger.settle(entry, 'effective');
    if (fate === 'refused') this.ledger.settle(entry, 'refused');
  }

  private success({ tool, args, key = '' }: DemoCall, argsText: string): Answer {
    const occasion = tool.readOnly ? argsText : `${argsText}|${key}`;
    return { status: 200, body: tool.answer(args, seededRandom(`${this.chances.seed}|${tool.name}|${occasion}`)) };
  }
}

function fateOf(entry: LedgerEntry): 'effect' | 'refused' {
  return entry.state === 'refused' ? 'refused' : 'effect';
}

function asReplay(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'idempotent-replayed': 'true' } };
}

function deliver(response: ServerResponse, answer: Answer, { delivery }: Behaviour): void {
  switch (delivery) {
    case 'whole':
      return send(response, answer);
    case 'huge':
      return send(response, { ...answer, body: { padding: 'x'.repeat(HUGE_BYTES) } });
    case 'malformed':
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end('{"status": "ok", ');
      return;
    case 'lost':
      response.destroy();
  }
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function problem(code: string, message: string): object {
  return { error: { code, message } };
}

/** Returns a 48-bit hash, which a number holds exactly: enough to distinguish millions of calls. */

function fingerprint(text: string): number {
  return hash('sha1', text, 'buffer').readUIntBE(0, 6);
}

async function listenOnFreePort(server: Server, host: string, firstPort: number): Promise<void> {
  const lastPort = firstPort === 0 ? 0 : firstPort + PORTS_TRIED - 1;
  for (let port = firstPort; ; port += 1) {
    try {
      await listen(server, host, port);
      return;
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isTaken || port >= lastPort) throw error;
    }
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
