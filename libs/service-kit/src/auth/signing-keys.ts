/**
 * The public keys of a token issuer: fetched on first use, cached, and fetched again when a token names an unknown
 * key.
 */
import { createRemoteJWKSet, customFetch, errors, type FetchImplementation, type JWTVerifyGetKey } from 'jose';

const FETCH_TIMEOUT_MS = 3_000;
const KEYS_CACHE_MS = 600_000;
/** Minimum interval between fetches caused by unknown key ids. */
const KEYS_COOLDOWN_MS = 30_000;
/** Time after a failed fetch during which callers get the same error at once instead of waiting for another try. */
export const FAILURE_PAUSE_MS = 1_000;

const DISCOVERY_PATH = '/.well-known/openid-configuration';

/** Location of the keys: a given address, or the one in the issuer's discovery document. */
export interface KeySource {
  issuer: string;
  jwksUrl?: string | undefined;
}

/** The keys of one issuer. Both methods throw jose's errors and the network's own. */
export interface IssuerKeys {
  /** Returns the key of a token. */
  keyOf: JWTVerifyGetKey;
  /** Fetches the keys again. False when they were fetched a moment ago and nothing was done. */
  refresh(): Promise<boolean>;
}

export function issuerKeys({ issuer, jwksUrl }: KeySource): IssuerKeys {
  return jwksUrl === undefined ? discoveredKeys(issuer) : remoteKeys(jwksUrl);
}

/** The address is looked up once and kept for the life of the process; after a failure, the next token tries again. */
function discoveredKeys(issuer: string): IssuerKeys {
  const fetchDocument = pausingAfterFailure((input, init) => fetch(input, init));
  let keys: Promise<IssuerKeys> | undefined;
  const found = (): Promise<IssuerKeys> => {
    keys ??= discover(issuer, fetchDocument).then(remoteKeys);
    keys.catch(() => (keys = undefined));
    return keys;
  };
  return {
    keyOf: async (header, token) => (await found()).keyOf(header, token),
    refresh: async () => (await found()).refresh(),
  };
}

/**
 * Returns the `jwks_uri` of OpenID Connect Discovery 1.0.
 *
 * @throws errors.JWKSInvalid when the document is invalid or another issuer's; errors.JWKSTimeout
 */
async function discover(issuer: string, fetchDocument: FetchImplementation): Promise<string> {
  const response = await fetchDocument(`${issuer.replace(/\/$/, '')}${DISCOVERY_PATH}`, {
    headers: new Headers({ accept: 'application/json' }),
    method: 'GET',
    redirect: 'manual',
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  }).catch((error: Error) => {
    throw error.name === 'TimeoutError' ? new errors.JWKSTimeout(undefined, { cause: error }) : error;
  });
  const document = (await response.json().catch(() => null)) as { issuer?: unknown; jwks_uri?: unknown } | null;
  if (response.status !== 200 || document?.issuer !== issuer || typeof document.jwks_uri !== 'string') {
    throw new errors.JWKSInvalid(`${DISCOVERY_PATH} of ${issuer} is not this issuer's discovery document`);
  }
  return document.jwks_uri;
}

function remoteKeys(url: string): IssuerKeys {
  const set = createRemoteJWKSet(new URL(url), {
    timeoutDuration: FETCH_TIMEOUT_MS,
    cacheMaxAge: KEYS_CACHE_MS,
    cooldownDuration: KEYS_COOLDOWN_MS,
    [customFetch]: pausingAfterFailure((input, init) => fetch(input, init)),
  });
  return {
    keyOf: set,
    refresh: async () => {
      if (set.coolingDown) return false;
      await set.reload();
      return true;
    },
  };
}

/** While the issuer is down, one request a second tries it; the others fail at once with the same error. */
function pausingAfterFailure(fetchIt: FetchImplementation): FetchImplementation {
  let failure: { until: number; error: unknown } | undefined;
  return async (url, options) => {
    if (failure && Date.now() < failure.until) throw failure.error;
    try {
      const response = await fetchIt(url, options);
      failure = undefined;
      return response;
    } catch (error) {
      failure = { until: Date.now() + FAILURE_PAUSE_MS, error };
      throw error;
    }
  };
}
