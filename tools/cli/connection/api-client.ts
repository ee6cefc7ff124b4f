/**
 * HTTP client of SentinAI for the commands. It retries transient failures: broken connections, gateway and server
 * errors, and 429 or 503, whose `Retry-After` it obeys. Every request is safe to repeat (reads, and writes that are
 * idempotent by content).
 */
import { type Problem, parseJson } from '@sentinai/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../run-program.ts';

export interface ApiClientSettings {
  /** Base URL, such as `http://localhost:8080`; its path is kept. */
  url: string;
  token: string;
  /** Aborts requests and pauses. */
  signal: AbortSignal;
  /** Longest total wait of one call for a server that is unreachable or busy, in milliseconds. */
  patienceMs: number;
  /** First pause after a failure, in milliseconds (default 250); it doubles each time, up to 5 s. */
  firstPauseMs?: number;
  /** Called before each pause, to inform the user. */
  onPause?: (reason: string, pauseMs: number) => void;
}

/** The server refused a request for good: repeating it does not help. */
export class RequestRefused extends CommandError {
  override readonly name = 'RequestRefused';
  readonly status: number;
  readonly problem: Partial<Problem>;

  constructor(status: number, problem: Partial<Problem>) {
    const said = problem.detail ?? problem.title ?? 'no reason given';
    super(
      `${status === 401 || status === 403 ? 'not authorized' : 'the server refuses the request'}: ${status} ${said}`,
    );
    this.status = status;
    this.problem = problem;
  }
}

interface Call {
  method: 'GET' | 'POST';
  body?: string;
}

/** A failed attempt that is worth retrying. */
interface Setback {
  reason: string;
  /** Pause requested by the server, in milliseconds. */
  retryAfterMs?: number;
  /** A gateway answers for a service that is busy or restarting: only the time limit ends the wait. */
  isTemporary?: boolean;
}

/** Failures of one call after which it is given up: no answer at all, or an error of the server itself. */
const MOST_FAILURES = 8;
const LONGEST_PAUSE_MS = 5_000;
const ANSWER_WITHIN_MS = 60_000;
const TEMPORARY = new Set([429, 502, 503, 504]);
const WORTH_ANOTHER_TRY = new Set([408, 425, 500, ...TEMPORARY]);

export class ApiClient {
  private readonly settings: ApiClientSettings;

  constructor(settings: ApiClientSettings) {
    this.settings = settings;
  }

  /**
   * @returns the JSON body of a successful response
   * @throws {RequestRefused} for a response that a retry does not change
   * @throws {CommandError} when the server stays unreachable or busy, or its response is not JSON
   */
  get(path: string): Promise<unknown> {
    return this.call(path, { method: 'GET' });
  }

  /** Like {@link get}; `body` is JSON text. */
  post(path: string, body: string): Promise<unknown> {
    return this.call(path, { method: 'POST', body });
  }

  private async call(path: string, call: Call): Promise<unknown> {
    const url = `${this.settings.url.replace(/\/+$/, '')}${path}`;
    const givingUpAt = Date.now() + this.settings.patienceMs;
    let hardFailures = 0;
    for (let failures = 1; ; failures += 1) {
      const outcome = await this.try(url, call);
      if ('answer' in outcome) return outcome.answer;
      const pauseMs = outcome.retryAfterMs ?? this.backoff(failures);
      if (!outcome.isTemporary && outcome.retryAfterMs === undefined) hardFailures += 1;
      const isLast = hardFailures >= MOST_FAILURES;
      if (isLast || Date.now() + pauseMs > givingUpAt) {
        throw new CommandError(
          `${url}: ${outcome.reason}, given up after ${failures} ${failures === 1 ? 'try' : 'tries'}`,
        );
      }
      this.settings.onPause?.(outcome.reason, pauseMs);
      await sleep(pauseMs, undefined, { signal: this.settings.signal }).catch(() => this.stopIfInterrupted());
    }
  }

  private async try(url: string, { method, body }: Call): Promise<{ answer: unknown } | Setback> {
    this.stopIfInterrupted();
    try {
      const response = await fetch(url, {
        method,
        body,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${this.settings.token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        redirect: 'manual', // a redirected POST would arrive as a GET
        signal: AbortSignal.any([this.settings.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      return judge(response, await response.text());
    } catch (error) {
      if (error instanceof CommandError) throw error;
      this.stopIfInterrupted();
      return { reason: whyUnreachable(error) };
    }
  }

  /** Exponential backoff with jitter on its upper half, so that many clients do not retry at the same moment. */
  private backoff(failures: number): number {
    const pause = Math.min(LONGEST_PAUSE_MS, (this.settings.firstPauseMs ?? 250) * 2 ** (failures - 1));
    return pause * (0.5 + Math.random() / 2);
  }

  private stopIfInterrupted(): void {
    if (this.settings.signal.aborted) throw new CommandError('interrupted');
  }
}

function judge(response: Response, text: string): { answer: unknown } | Setback {
  const body = jsonOf(text);
  if (response.ok) {
    if (body === undefined) throw new CommandError(`${response.url} does not answer with JSON: is this the gateway?`);
    return { answer: body };
  }
  const problem = (body ?? {}) as Partial<Problem>;
  if (!WORTH_ANOTHER_TRY.has(response.status)) throw new RequestRefused(response.status, problem);
  return {
    reason: `the server answers ${response.status} ${problem.detail ?? problem.title ?? response.statusText}`.trimEnd(),
    retryAfterMs: readRetryAfter(response.headers.get('retry-after'), Date.now()),
    isTemporary: TEMPORARY.has(response.status),
  };
}

/**
 * Reads `Retry-After`, in seconds or as an HTTP date, as milliseconds from `now`; undefined when absent or unreadable.
 * It never returns 0: a server that refuses with "retry at once" would be called in a tight loop.
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const pauseMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(pauseMs) ? undefined : Math.max(100, pauseMs);
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** `fetch` only says "fetch failed". The reason is in `cause`, which holds several errors for a name with several addresses. */
function whyUnreachable(error: unknown): string {
  const { name, message, cause } = error as { name: string; message: string; cause?: Partial<AggregateError> };
  if (name === 'TimeoutError') return `no answer within ${ANSWER_WITHIN_MS / 1000} s`;
  const [first] = (cause?.errors ?? [cause]) as (Partial<Error> | undefined)[];
  return `cannot be reached (${first?.message || message})`;
}
