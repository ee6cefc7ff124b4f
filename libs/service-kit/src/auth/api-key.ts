/**
 * API keys as machines send them: `sk_<id>_<secret>`, in `X-API-Key` or as a bearer token. The service's database
 * knows the owners: see the port below.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Principal } from './principal.ts';

/** Injection token of the {@link ApiKeyVerifier}. A service without one accepts no API keys. */
export const API_KEY_VERIFIER = Symbol('sentinai.api-key-verifier');

/** Looks up the active keys. */
export interface ApiKeyVerifier {
  /**
   * Returns the principal of a key: subject `key:<id>`, one tenant, never a super admin. Null when the key is
   * unknown, expired or revoked.
   *
   * @throws ProblemException `unavailable` when the lookup fails
   */
  verify(key: string): Promise<Principal | null>;
}

/** A newly created key. Only `hash` and `prefix` may be stored. */
export interface NewApiKey {
  /** The whole key, to be shown once. */
  key: string;
  hash: Buffer;
  /** Its first characters, by which people tell keys apart. */
  prefix: string;
}

const SECRET_BYTES = 32;
const SHOWN_OF_SECRET = 4;
const API_KEY = /^sk_[0-9a-f]{32}_[\w-]{43}$/;

export const isApiKey = (credential: string): boolean => credential.startsWith('sk_');

/** @param id a UUID */
export function makeApiKey(id: string): NewApiKey {
  const beginning = `sk_${id.replaceAll('-', '')}_`;
  const key = beginning + randomBytes(SECRET_BYTES).toString('base64url');
  return { key, hash: hashApiKey(key), prefix: key.slice(0, beginning.length + SHOWN_OF_SECRET) };
}

/** Whether a text has the form of a key: nothing else is worth a database lookup. */
export const isWellFormedApiKey = (key: string): boolean => API_KEY.test(key);

/**
 * SHA-256. The secret is 256 random bits, which no dictionary contains: a slow hash would cost every request and
 * protect nothing.
 */
export const hashApiKey = (key: string): Buffer => createHash('sha256').update(key).digest();
