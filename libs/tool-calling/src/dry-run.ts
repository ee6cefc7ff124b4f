/** Determines the request of a call and its problems, without sending anything. */
import type { LookupFunction } from 'node:net';
import { type JsonObject, parseJson } from '@sentinai/contracts';
import { maskSecretFields } from '@sentinai/service-kit';
import { checkAddress } from './address-guard.ts';
import type { ToolCall, ToolErrorCode } from '@sentinai/domain';
import {
  type Environment,
  NO_CREDENTIALS,
  type ToolCredentials,
  bearer,
  resolveCredentials,
  resolveSecret,
} from './tool-credentials.ts';
import { ToolFailure } from './tool-failure.ts';
import type { ToolHttpSettings } from './tool-http.settings.ts';
import { type ToolRequest, buildToolRequest } from './tool-request.ts';

export interface DryRun {
  /** Request with masked secrets; null when it cannot be built. */
  request: ShownRequest | null;
  /** Empty: the call would be sent. */
  problems: DryRunProblem[];
}

export interface ShownRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** Null for a method without a body. */
  body: JsonObject | null;
}

export interface DryRunProblem {
  code: ToolErrorCode;
  detail: string;
}

export interface DryRunSurroundings {
  settings: ToolHttpSettings;
  env: Environment;
  lookup: LookupFunction;
}

/** Placeholder for the token that a dry run does not request; it is masked. */
const NO_TOKEN = '(the token that would be asked for)';

export async function dryRun(call: ToolCall, { settings, env, lookup }: DryRunSurroundings): Promise<DryRun> {
  const { tool, tenantId } = call;
  const problems: DryRunProblem[] = [];
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ToolFailure)) throw error;
      problems.push({ code: error.errorCode, detail: error.message });
      return null;
    }
  };
  const request = await attempt(() => buildToolRequest(call, settings.userAgent));
  if (request) await attempt(() => checkAddress(request.url, settings, lookup));
  const { oauth2 } = tool;
  const credentials = await attempt(async () => {
    if (!oauth2) return resolveCredentials(tool.authRef, tenantId, settings, env);
    const { secret } = await resolveSecret(tool.authRef ?? '', tenantId, settings, env);
    return bearer(NO_TOKEN, [secret]);
  });
  if (oauth2) await attempt(() => checkAddress(new URL(oauth2.token_url), settings, lookup));
  return { request: request && shown(request, credentials ?? NO_CREDENTIALS), problems };
}

function shown({ method, url, headers, body }: ToolRequest, credentials: ToolCredentials): ShownRequest {
  const target = new URL(url);
  for (const name of Object.keys(credentials.query)) target.searchParams.set(name, '***');
  const sent = { ...headers, ...credentials.headers };
  return {
    method,
    url: credentials.mask(target.href),
    headers: Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, credentials.mask(value)])),
    body: body === undefined ? null : maskSecretFields(parseJson(credentials.mask(body)) as JsonObject),
  };
}
