/**
 * Turns a tool's `authRef` into a header when the tool is called. A reference is `[format] source`:
 *
 *   bearer env:TOOL_SECRET_LEDGER          authorization: Bearer …      (the format when none is given)
 *   basic file:/run/secrets/ledger         authorization: Basic …       (the secret is `user:password`)
 *   api-key:x-api-key env:TOOL_SECRET_X    x-api-key: …
 *
 * Only environment variables with the configured prefix and files inside the configured directory can be named.
 */
import { readFile, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { ToolFailure } from './tool-failure.ts';
import type { ToolHttpSettings } from './tool-http.settings.ts';

export interface ToolCredentials {
  readonly headers: Readonly<Record<string, string>>;
  /** Blanks out the secret, as itself and as it stands in the header, should a text hold it. */
  readonly mask: (text: string) => string;
}

export type SecretSettings = Pick<ToolHttpSettings, 'secretEnvPrefix' | 'secretsDirectory'>;
export type Environment = Readonly<Record<string, string | undefined>>;

export const NO_CREDENTIALS: ToolCredentials = { headers: {}, mask: (text) => text };

const REFERENCE =
  /^(?:(?<format>bearer|basic|api-key:(?<header>[A-Za-z0-9-]{1,64}))\s+)?(?<source>env|file):(?<name>\S+)$/;
/** A shorter secret guards nothing, and masking it would blank out half of an answer. */
const MIN_SECRET_LENGTH = 8;
const VISIBLE_LATIN = /^[\x20-\x7e]+$/;
/** Headers an API key may not be sent as: they carry what the client itself says. */
const RESERVED_HEADERS =
  /^(host|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|keep-alive|accept.*|user-agent|idempotency-key|x-sentinai-.*|x-correlation-id)$/i;

/** @throws ToolFailure `auth_unavailable`; the message tells the reference at most, never what it stands for */
export async function resolveCredentials(
  authRef: string | null,
  settings: SecretSettings,
  env: Environment,
): Promise<ToolCredentials> {
  if (authRef === null) return NO_CREDENTIALS;
  const { format = 'bearer', header, source, name } = REFERENCE.exec(authRef)?.groups ?? {};
  // The whole reference is not repeated: whoever wrote a bare secret there would find it in the logs.
  if (name === undefined) throw unavailable('the auth reference is not "<format> env:NAME" or "<format> file:/path"');
  if (header !== undefined && RESERVED_HEADERS.test(header)) throw unavailable(`${header} cannot carry an API key`);

  const secret = source === 'env' ? fromEnvironment(name, settings, env) : await fromFile(name, settings);
  if (secret.length < MIN_SECRET_LENGTH || !VISIBLE_LATIN.test(secret)) {
    throw unavailable(
      `the secret ${source}:${name} is not at least ${MIN_SECRET_LENGTH} visible characters in one line`,
    );
  }
  return credentials(format, header, secret);
}

function credentials(format: string, header: string | undefined, secret: string): ToolCredentials {
  const encoded = Buffer.from(secret).toString('base64');
  const [name, value] = header !== undefined ? [header.toLowerCase(), secret] : ['authorization', `Bearer ${secret}`];
  return {
    headers: { [name]: format === 'basic' ? `Basic ${encoded}` : value },
    mask: (text) => text.replaceAll(secret, '***').replaceAll(encoded, '***'),
  };
}

function fromEnvironment(name: string, settings: SecretSettings, env: Environment): string {
  const value = name.startsWith(settings.secretEnvPrefix) ? env[name] : undefined;
  // One answer for both, so that a pack cannot be used to ask which variables exist.
  if (value === undefined)
    throw unavailable(`env:${name} is not set, or does not begin with ${settings.secretEnvPrefix}`);
  return value.trim();
}

async function fromFile(path: string, settings: SecretSettings): Promise<string> {
  const missing = unavailable(`file:${path} is not a readable file in the secrets directory`);
  if (settings.secretsDirectory === null) throw missing;
  try {
    // Mounted secrets are symbolic links within their directory, so it is the real paths that must agree.
    const [directory, file] = await Promise.all([realpath(settings.secretsDirectory), realpath(path)]);
    if (!file.startsWith(directory + sep)) throw missing;
    return (await readFile(file, 'utf8')).trim();
  } catch {
    throw missing;
  }
}

function unavailable(message: string): ToolFailure {
  return new ToolFailure('auth_unavailable', message);
}
