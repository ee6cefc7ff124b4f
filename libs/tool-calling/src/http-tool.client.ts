/**
 * Calls tenants' tools over HTTP. This is the only place in the pipeline with effects on the outside world, so every failure
 * of a foreign endpoint is turned into an outcome here.
 */
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { isJsonObject } from '@sentinai/contracts';
import { Agent } from 'undici';
import { guardedConnector } from './address-guard.ts';
import { CircuitBreakers, type CircuitWatch } from './circuit-breakers.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';
import { type DryRun, dryRun } from './dry-run.ts';
import type { ToolAnswer } from './http-exchange.ts';
import { exchange } from './http-exchange.ts';
import { type OAuth2Client, OAuth2Tokens } from './oauth2-tokens.ts';
import { isIdempotent, isRepeatable, pauseBeforeRetry } from './retry-policy.ts';
import { TimeLimitExceeded, within } from './time-limit.ts';
import type { FailedTool, SucceededTool, ToolCall, ToolOutcome } from '@sentinai/domain';
import type { Environment, ToolCredentials } from './tool-credentials.ts';
import { NO_CREDENTIALS, resolveCredentials, resolveSecret } from './tool-credentials.ts';
import { ToolFailure } from './tool-failure.ts';
import type { ToolHttpSettings } from './tool-http.settings.ts';
import type { ToolRequest } from './tool-request.ts';
import { buildToolRequest } from './tool-request.ts';

/** Sources of host names and secrets: the process, unless a test replaces them. */
export interface ToolSurroundings {
  readonly lookup: LookupFunction;
  readonly env: Environment;
}

/** A call in progress and its state. */
interface CallInProgress {
  readonly call: ToolCall;
  readonly startedAt: number;
  attempts: number;
  credentials: ToolCredentials;
  /** OAuth2 client of a tool with access tokens; null for others. */
  client: OAuth2Client | null;
  /** Whether the token was already renewed: a rejected token is renewed once. */
  isRenewed: boolean;
}

export class HttpToolClient {
  private readonly settings: ToolHttpSettings;
  private readonly env: Environment;
  private readonly breakers: CircuitBreakers<ToolAnswer>;
  private readonly concurrency: ConcurrencyLimit;
  private readonly keptConnections: Agent;
  private readonly freshConnections: Agent;
  private readonly tokens: OAuth2Tokens;
  private readonly lookup: LookupFunction;

  constructor(settings: ToolHttpSettings, surroundings: Partial<ToolSurroundings> = {}) {
    this.settings = settings;
    this.env = surroundings.env ?? process.env;
    this.breakers = new CircuitBreakers(settings.breaker);
    this.concurrency = new ConcurrencyLimit(settings.concurrency);
    this.lookup = surroundings.lookup ?? systemLookup;
    const connect = guardedConnector(settings, this.lookup);
    // The attempt's own timeout covers headers and body.
    const common = { connect, headersTimeout: 0, bodyTimeout: 0 };
    this.keptConnections = new Agent(common);
    this.freshConnections = new Agent({ ...common, pipelining: 0 });
    this.tokens = new OAuth2Tokens(this.keptConnections, settings.userAgent);
  }

  /**
   * Makes one call, with its retries.
   * @param signal aborts the call: the promise then rejects with the signal's reason, and the call can be repeated
   *   under the same `executionId`
   * @returns the outcome; a failing tool is an outcome, never an error
   */
  async execute(call: ToolCall, signal?: AbortSignal): Promise<ToolOutcome> {
    const progress: CallInProgress = {
      call,
      startedAt: performance.now(),
      attempts: 0,
      credentials: NO_CREDENTIALS,
      client: null,
      isRenewed: false,
    };
    try {
      const request = this.prepare(call);
      await this.resolve(progress);
      const answer = await within(this.settings.deadlineMs, signal, (deadline) =>
        this.attemptUntilSettled(request, progress, deadline),
      );
      return succeeded(answer, progress);
    } catch (error) {
      if (error instanceof ToolFailure) return failed(error, progress);
      throw error;
    }
  }

  /** Returns the request that {@link execute} would send, and its problems. Sends nothing, not even a token request. */
  dryRun(call: ToolCall): Promise<DryRun> {
    return dryRun(call, { settings: this.settings, env: this.env, lookup: this.lookup });
  }

  /** Registers a callback for changes of a circuit's state. */
  watchCircuits(watch: CircuitWatch): void {
    this.breakers.watch = watch;
  }

  /** Waits for the calls in progress, then closes all connections. */
  async close(): Promise<void> {
    await Promise.all([this.keptConnections.close(), this.freshConnections.close()]);
    this.breakers.close();
  }

  private prepare(call: ToolCall): ToolRequest {
    const faults = call.tool.validateInput(call.arguments);
    if (faults.length > 0) {
      throw new ToolFailure('invalid_arguments', `the arguments do not fit the tool's schema: ${faults.join('; ')}`);
    }
    return buildToolRequest(call, this.settings.userAgent);
  }

  /** Resolves the secret. For a tool with access tokens it is the client secret, with which an attempt requests a token. */
  private async resolve(progress: CallInProgress): Promise<void> {
    const { tool, tenantId } = progress.call;
    if (!tool.oauth2) {
      progress.credentials = await resolveCredentials(tool.authRef, tenantId, this.settings, this.env);
      return;
    }
    const { secret } = await resolveSecret(tool.authRef ?? '', tenantId, this.settings, this.env);
    progress.client = { tenantId, settings: tool.oauth2, secret };
  }

  private async attemptUntilSettled(
    request: ToolRequest,
    progress: CallInProgress,
    deadline: AbortSignal,
  ): Promise<ToolAnswer> {
    let lastFailure: ToolFailure | undefined;
    for (;;) {
      try {
        return await this.attempt(request, progress, deadline);
      } catch (error) {
        if (!(error instanceof ToolFailure)) throw error;
        // An open circuit ends the call; the failure that opened it is more informative than `circuit_open`.
        if (error.errorCode === 'circuit_open') throw lastFailure ?? error;
        lastFailure = error;
      }
      await this.pauseAfter(lastFailure, progress, deadline);
    }
  }

  private async attempt(request: ToolRequest, progress: CallInProgress, deadline: AbortSignal): Promise<ToolAnswer> {
    const { tenantId, tool } = progress.call;
    const circuit = { tenantId, tool: tool.name, origin: request.url.origin };
    try {
      return await this.concurrency.run(tenantId, deadline, () =>
        this.breakers.run(circuit, () => {
          progress.attempts += 1;
          return within(tool.timeoutMs, deadline, (signal) => this.authorized(request, progress, signal));
        }),
      );
    } catch (error) {
      if (error instanceof TimeLimitExceeded) {
        throw new ToolFailure('timeout', `no free slot: ${error.message}`, { repeating: 'safe' });
      }
      throw error;
    }
  }

  /** Makes an attempt, with an access token if the tool takes one. Renews the token once when the tool rejects it. */
  private async authorized(request: ToolRequest, progress: CallInProgress, signal: AbortSignal): Promise<ToolAnswer> {
    const { client } = progress;
    if (!client) return this.exchange(request, progress, signal);
    progress.credentials = await this.tokens.credentials(client, signal);
    try {
      return await this.exchange(request, progress, signal);
    } catch (error) {
      if (progress.isRenewed || !isUnauthorized(error)) throw error;
      progress.isRenewed = true;
      await this.tokens.forget(client, progress.credentials);
      progress.credentials = await this.tokens.credentials(client, signal);
      return this.exchange(request, progress, signal);
    }
  }

  private exchange(request: ToolRequest, { call, credentials }: CallInProgress, signal: AbortSignal) {
    // A kept-alive connection may be closed by the peer just as it is reused, which leaves it unknown whether the request
    // arrived. Tools that must not be called twice therefore get a fresh connection.
    const dispatcher = isIdempotent(call.tool) ? this.keptConnections : this.freshConnections;
    return exchange(request, { dispatcher, credentials, maxResponseBytes: this.settings.maxResponseBytes, signal });
  }

  /** @throws the failure itself when there is no next attempt, or no time for one */
  private async pauseAfter(failure: ToolFailure, progress: CallInProgress, deadline: AbortSignal): Promise<void> {
    const { call, attempts, startedAt } = progress;
    const pauseMs = pauseBeforeRetry(failure, { tool: call.tool, attempts }, this.settings.retry, Math.random());
    const remainingMs = this.settings.deadlineMs - (performance.now() - startedAt);
    if (pauseMs === null || pauseMs >= remainingMs) throw failure;
    await pause(pauseMs, undefined, { signal: deadline }).catch(() => {
      throw deadline.reason instanceof TimeLimitExceeded ? failure : deadline.reason;
    });
  }
}

/** Whether the tool rejected the token, and so has not acted. */
const isUnauthorized = (error: unknown): boolean => error instanceof ToolFailure && error.facts.httpStatus === 401;

/** @throws ToolFailure `invalid_output` */
function succeeded({ httpStatus, body }: ToolAnswer, progress: CallInProgress): SucceededTool {
  const faults = progress.call.tool.validateOutput(body);
  if (faults.length > 0) {
    const message = `the tool answered ${httpStatus}, but the answer does not fit the tool's schema: ${faults.join('; ')}`;
    throw new ToolFailure('invalid_output', message, { repeating: 'useless', httpStatus });
  }
  const output = isJsonObject(body) ? body : { value: body };
  return { status: 'succeeded', httpStatus, output, attempts: progress.attempts, durationMs: elapsedMs(progress) };
}

function failed(failure: ToolFailure, progress: CallInProgress): FailedTool {
  const { httpStatus } = failure.facts;
  return {
    status: 'failed',
    errorCode: failure.errorCode,
    message: progress.credentials.mask(failure.message),
    ...(httpStatus !== undefined && { httpStatus }),
    attempts: progress.attempts,
    durationMs: elapsedMs(progress),
    retryable: isRepeatable(failure, progress.call.tool),
  };
}

function elapsedMs(progress: CallInProgress): number {
  return Math.round(performance.now() - progress.startedAt);
}
