/**
 * Resolves a tool's `authRef` to the credentials sent with a call. A reference is `[format] source`:
 *
 *   bearer env:TOOL_SECRET_ACME__LEDGER          authorization: Bearer …   (the format when none is given)
 *   basic file:/run/secrets/ACME/ledger          authorization: Basic …    (the secret is `user:password`)
 *   api-key:x-api-key env:TOOL_SECRET_ACME__X    x-api-key: …
 *   api-key-query:key env:TOOL_SECRET_ACME__X    ?key=…
 *
 * For a tool with OAuth2 client credentials it is only a source: that of the client secret.
 *
 * A tenant can use only its own secrets: environment variables that begin with the configured prefix, the tenant and two
 * underscores, and files in the tenant's folder of the configured directory.
 */
import { readFile, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { masking } from './secret-mask.ts';
import { ToolFailure } from './tool-failure.ts';
import type { ToolHttpSettings } from './tool-http.settings.ts';

export interface ToolCredentials {
  readonly headers: Readonly<Record<string, string>>;
  /** Parameters of the query string. */
  readonly query: Readonly<Record<string, string>>;
  /** Masks the secret in a text, both in plain form and as sent in the header. */
  readonly mask: (text: string) => string;
}

export type SecretSettings = Pick<ToolHttpSettings, 'secretEnvPrefix' | 'secretsDirectory'>;
export type Environment = Readonly<Record<string, string | undefined>>;

export const NO_CREDENTIALS: ToolCredentials = { headers: {}, query: {}, mask: (text) => text };

const REFERENCE =
  /^(?:(?<format>bearer|basic|api-key:(?<header>[A-Za-z0-9-]{1,64})|api-key-query:(?<parameter>[A-Za-z0-9_.-]{1,64}))\s+)?(?<source>env|file):(?<name>\S+)$/;
/** A shorter secret protects nothing, and masking it would garble responses. */
const MIN_SECRET_LENGTH = 8;
const VISIBLE_LATIN = /^[\x20-\x7e]+$/;
/** Headers that cannot carry an API key, because the client sets them itself. */
const RESERVED_HEADERS =
  /^(host|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|keep-alive|accept.*|user-agent|idempotency-key|x-sentinai-.*|x-correlation-id)$/i;

/** A secret with the format given by its reference. */
interface ReferredSecret {
  secret: string;
  format: string;
  header?: string | undefined;
  parameter?: string | undefined;
}

/** @throws ToolFailure `auth_unavailable`; the message tells the reference at most, never what it stands for */
export async function resolveCredentials(
  authRef: string | null,
  tenantId: string,
  settings: SecretSettings,
  env: Environment,
): Promise<ToolCredentials> {
  return authRef === null ? NO_CREDENTIALS : credentials(await resolveSecret(authRef, tenantId, settings, env));
}

/** @throws ToolFailure `auth_unavailable`; the message tells the reference at most, never what it stands for */
export async function resolveSecret(
  authRef: string,
  tenantId: string,
  settings: SecretSettings,
  env: Environment,
): Promise<ReferredSecret> {
  const { format = 'bearer', header, parameter, source, name } = REFERENCE.exec(authRef)?.groups ?? {};
  // The reference is not quoted: if somebody put a bare secret there, it would end up in the logs.
  if (name === undefined) throw unavailable('the auth reference is not "<format> env:NAME" or "<format> file:/path"');
  if (header !== undefined && RESERVED_HEADERS.test(header)) throw unavailable(`${header} cannot carry an API key`);
  const secret =
    source === 'env'
      ? fromEnvironment(name, secretPrefix(tenantId, settings), env)
      : await fromFile(name, tenantId, settings);
  if (secret.length < MIN_SECRET_LENGTH || !VISIBLE_LATIN.test(secret)) {
    throw unavailable(
      `the secret ${source}:${name} is not at least ${MIN_SECRET_LENGTH} visible characters in one line`,
    );
  }
  return { secret, format, header, parameter };
}

function credentials({ secret, format, header, parameter }: ReferredSecret): ToolCredentials {
  if (parameter !== undefined) return { headers: {}, query: { [parameter]: secret }, mask: masking([secret]) };
  if (header !== undefined) return { headers: { [header.toLowerCase()]: secret }, query: {}, mask: masking([secret]) };
  if (format === 'bearer') return bearer(secret);
  const authorization = `Basic ${Buffer.from(secret).toString('base64')}`;
  const password = secret.slice(secret.indexOf(':') + 1);
  const secrets = password.length < MIN_SECRET_LENGTH ? [secret] : [secret, password];
  return { headers: { authorization }, query: {}, mask: masking(secrets) };
}

/** Builds bearer credentials. @param others secrets used to obtain the token, which a tool could know */
export const bearer = (token: string, others: readonly string[] = []): ToolCredentials => ({
  headers: { authorization: `Bearer ${token}` },
  query: {},
  mask: masking([token, ...others]),
});

/** Environment prefix of a tenant: letters and digits are kept, other characters become `_` and their hex code, so that prefixes are unique. */
function secretPrefix(tenantId: string, { secretEnvPrefix }: SecretSettings): string {
  const tenant = tenantId.replace(/[^A-Za-z0-9]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${secretEnvPrefix}${tenant}__`;
}

function fromEnvironment(name: string, prefix: string, env: Environment): string {
  const value = name.startsWith(prefix) ? env[name] : undefined;
  // One message for both cases, so that a pack cannot be used to probe which variables exist.
  if (value === undefined) throw unavailable(`env:${name} is not set, or does not begin with ${prefix}`);
  return value.trim();
}

async function fromFile(path: string, tenantId: string, settings: SecretSettings): Promise<string> {
  const missing = unavailable(`file:${path} is not a readable file in the tenant's folder of the secrets directory`);
  if (settings.secretsDirectory === null) throw missing;
  try {
    // Mounted secrets are symbolic links within their directory, so the real paths are compared.
    const [directory, file] = await Promise.all([realpath(join(settings.secretsDirectory, tenantId)), realpath(path)]);
    if (!file.startsWith(directory + sep)) throw missing;
    return (await readFile(file, 'utf8')).trim();
  } catch {
    throw missing;
  }
}

function unavailable(message: string): ToolFailure {
  return new ToolFailure('auth_unavailable', message);
}
