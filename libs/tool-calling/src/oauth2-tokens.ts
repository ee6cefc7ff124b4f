/**
 * Access tokens by OAuth2 client credentials (RFC 6749, 4.4). A token is cached until shortly before it expires, and requested once for
 * all calls that need it. The same rule as for tools applies to the token endpoint: no private addresses unless they are allowed.
 */
import { createHash } from 'node:crypto';
import { type OAuth2, oauth2Parameters } from '@sentinai/domain';
import { LRUCache } from 'lru-cache';
import { type Dispatcher, request as send } from 'undici';
import { readJsonBody } from './response-body.ts';
import { within } from './time-limit.ts';
import { type ToolCredentials, bearer } from './tool-credentials.ts';
import { systemCodeOf, ToolFailure } from './tool-failure.ts';

/** Client that requests a token, with its secret. */
export interface OAuth2Client {
  readonly tenantId: string;
  readonly settings: OAuth2;
  readonly secret: string;
}

interface Token {
  value: string;
  /** In milliseconds since the epoch, as `Date.now`. */
  expiresAt: number;
}

const TOKENS_KEPT = 1_000;
const MAX_ANSWER_BYTES = 64 * 1024;
const ASKING_LIMIT_MS = 10_000;
/** Lifetime of a token when the response has no `expires_in`. */
const DEFAULT_LIFETIME_S = 300;
/** A token is renewed this long before it expires, or a tenth of its lifetime if that is shorter. */
const MARGIN_S = 30;
/** Apigee calls it `BearerToken`. */
const BEARER = /^bearer(token)?$/i;
const TOKEN = /^[\x21-\x7e]{1,16384}$/;

export class OAuth2Tokens {
  private readonly tokens = new LRUCache<string, Promise<Token>>({ max: TOKENS_KEPT });

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly userAgent: string,
  ) {}

  /**
   * Returns the credentials with a valid token.
   * @param signal aborts the wait, not the token request: others may wait for the same token
   * @throws ToolFailure `auth_unavailable` or `address_forbidden`; the signal's reason
   */
  async credentials(client: OAuth2Client, signal: AbortSignal): Promise<ToolCredentials> {
    const key = keyOf(client);
    const { value, expiresAt } = await unless(signal, this.kept(key, client));
    if (expiresAt > Date.now()) return bearer(value, [client.secret]);
    this.tokens.delete(key);
    const fresh = await unless(signal, this.kept(key, client));
    return bearer(fresh.value, [client.secret]);
  }

  /** Discards a token that a tool rejected, so that a new one is requested. Does nothing if it was already replaced. */
  async forget(client: OAuth2Client, { headers }: ToolCredentials): Promise<void> {
    const key = keyOf(client);
    const kept = this.tokens.get(key);
    const token = await kept?.catch(() => null);
    if (`Bearer ${token?.value}` === headers.authorization && this.tokens.get(key) === kept) this.tokens.delete(key);
  }

  private kept(key: string, client: OAuth2Client): Promise<Token> {
    const known = this.tokens.get(key);
    if (known) return known;
    const asked = this.ask(client);
    this.tokens.set(key, asked);
    // A failure is not cached: the next call requests a token again.
    asked.catch(() => this.tokens.get(key) === asked && this.tokens.delete(key));
    return asked;
  }

  private async ask(client: OAuth2Client): Promise<Token> {
    const { url, headers, body } = tokenRequest(client, this.userAgent);
    const askedAt = Date.now();
    try {
      return await within(ASKING_LIMIT_MS, undefined, async (signal) => {
        const response = await send(url, { dispatcher: this.dispatcher, method: 'POST', headers, body, signal });
        if (response.statusCode !== 200) {
          await response.body.dump();
          throw refused(response.statusCode);
        }
        const encoding = response.headers['content-encoding'];
        const answer = await readJsonBody(response.body, Array.isArray(encoding) ? encoding.join() : encoding, {
          maxBytes: MAX_ANSWER_BYTES,
          mask: (text) => text,
        });
        return tokenOf(answer, askedAt);
      });
    } catch (error) {
      throw failureOf(error);
    }
  }
}

function tokenRequest({ settings, secret }: OAuth2Client, userAgent: string) {
  const { token_url: url, client_id, scope, client_auth = 'basic' } = settings;
  const form = new URLSearchParams(oauth2Parameters(settings));
  form.set('grant_type', 'client_credentials');
  if (scope !== undefined) form.set('scope', scope);
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': userAgent,
  };
  if (client_auth === 'basic')
    headers.authorization = `Basic ${btoa(`${formEncoded(client_id)}:${formEncoded(secret)}`)}`;
  else for (const [name, value] of Object.entries({ client_id, client_secret: secret })) form.set(name, value);
  return { url, headers, body: form.toString() };
}

/** RFC 6749, 2.3.1: id and secret are encoded as in a form before they are joined. */
const formEncoded = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

function tokenOf(answer: unknown, askedAt: number): Token {
  const { access_token: value, token_type: type, expires_in } = Object(answer) as Record<string, unknown>;
  if (typeof value !== 'string' || !TOKEN.test(value)) throw unusable('the token endpoint answered without a token');
  if (typeof type === 'string' && !BEARER.test(type)) {
    throw unusable('the token endpoint answered with a token that is not a bearer token');
  }
  const told = Number(expires_in);
  const lifetime = Number.isFinite(told) && told > 0 ? told : DEFAULT_LIFETIME_S;
  return { value, expiresAt: askedAt + (lifetime - Math.min(MARGIN_S, lifetime / 10)) * 1_000 };
}

const keyOf = ({ tenantId, settings, secret }: OAuth2Client): string =>
  JSON.stringify([tenantId, settings, createHash('sha256').update(secret).digest('base64')]);

async function unless<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const { promise: given, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(signal.reason as Error);
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([promise, given]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

const unusable = (message: string): ToolFailure => new ToolFailure('auth_unavailable', message);

/** The message contains nothing from the response, which may echo the request's secrets. */
const refused = (status: number): ToolFailure =>
  new ToolFailure('auth_unavailable', `the token endpoint answered ${status}`, {
    repeating: status >= 500 || status === 429 ? 'safe' : 'useless',
  });

/** Converts an error of the token request to a failure; in any case the tool itself was not called. */
function failureOf(error: unknown): ToolFailure {
  if (error instanceof ToolFailure && ['auth_unavailable', 'address_forbidden'].includes(error.errorCode)) return error;
  if (error instanceof ToolFailure && error.errorCode === 'invalid_output')
    return unusable('the token endpoint answered no JSON');
  const why = error instanceof ToolFailure ? error.errorCode : (systemCodeOf(error) ?? 'timeout');
  return new ToolFailure('auth_unavailable', `no token: ${why}`, { repeating: 'safe', cause: error });
}
