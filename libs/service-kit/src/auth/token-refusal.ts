/** Answers to refused tokens: one entry for each error code of the JOSE library. Pure. */
import { decodeProtectedHeader, errors } from 'jose';
import type { ErrorCode } from '@sentinai/contracts';

/** Asymmetric only: with a shared secret, whoever can verify a token could also create one. */
export const ALGORITHMS = ['RS256', 'ES256', 'PS256', 'EdDSA'];

/** Keys tried for a token without `kid`: each costs a signature check, and strangers control how often. */
export const MAX_KEYS_TRIED = 10;

export interface TokenRefusal {
  code: Extract<ErrorCode, 'unauthenticated' | 'token_expired' | 'unavailable'>;
  /**
   * Tells an honest client enough to fix its token, and nothing that the token does not show itself. Printable ASCII
   * without `"` and `\`, as RFC 6750 requires of an `error_description`.
   */
  detail: string;
}

/** @param token the token in question: its header distinguishes between several faults */
export function tokenRefusal(error: unknown, token: string): TokenRefusal {
  if (!(error instanceof errors.JOSEError)) return keyTrouble("the issuer's keys cannot be fetched");
  const refusal = isKnown(error.code) ? REFUSALS[error.code] : wrong('The token is not valid.');
  return typeof refusal === 'function' ? refusal(error, token) : refusal;
}

type Refusal = TokenRefusal | ((error: errors.JOSEError, token: string) => TokenRefusal);

const wrong = (detail: string): TokenRefusal => ({ code: 'unauthenticated', detail });

/** A fault on our side or the issuer's, not the token's: sending it again later may succeed. */
const keyTrouble = (reason: string): TokenRefusal => ({
  code: 'unavailable',
  detail: `Tokens cannot be checked at the moment: ${reason}.`,
});

/** The type turns an error code added by a new library version into a compile error. */
const REFUSALS: Record<errors.JOSEErrorCode, Refusal> = {
  ERR_JOSE_ALG_NOT_ALLOWED: (_, token) => wrong(algorithmFault(token)),
  ERR_JOSE_GENERIC: keyTrouble('the issuer does not answer with its keys'),
  ERR_JOSE_NOT_SUPPORTED: wrong('The token uses an extension or an algorithm that is not supported.'),
  ERR_JWE_DECRYPTION_FAILED: wrong('The token is encrypted and cannot be read. Send a signed one.'),
  ERR_JWE_INVALID: wrong('The token is encrypted. Send a signed one.'),
  ERR_JWK_INVALID: keyTrouble("the issuer's key for this token is malformed"),
  ERR_JWKS_INVALID: keyTrouble('the issuer does not publish a valid key set'),
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: wrong(
    `The token names no key (kid) and matches none of the first ${MAX_KEYS_TRIED} keys of the issuer for its algorithm.`,
  ),
  ERR_JWKS_NO_MATCHING_KEY: wrong('The token is signed with a key that the issuer does not publish.'),
  ERR_JWKS_TIMEOUT: keyTrouble("the issuer's keys did not arrive in time"),
  ERR_JWS_INVALID: (_, token) =>
    token.split('.').length === ENCRYPTED_PARTS
      ? (REFUSALS.ERR_JWE_INVALID as TokenRefusal)
      : wrong('The token is malformed: it is not a signed JWT of three parts.'),
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: wrong("The token's signature is wrong."),
  ERR_JWT_CLAIM_VALIDATION_FAILED: (error) => wrong(claimFault(error as errors.JWTClaimValidationFailed)),
  ERR_JWT_EXPIRED: { code: 'token_expired', detail: 'The token has expired. Get a new one.' },
  ERR_JWT_INVALID: wrong("The token's claims are not a JSON object."),
};

const ENCRYPTED_PARTS = 5;

const isKnown = (code: string): code is errors.JOSEErrorCode => Object.hasOwn(REFUSALS, code);

function algorithmFault(token: string): string {
  const allowed = `The token must be signed with ${ALGORITHMS.join(', ')}`;
  return decodeProtectedHeader(token).alg === 'none' ? `${allowed}; it is not signed (alg: none).` : `${allowed}.`;
}

/** The claim names are those we require, so they are no secret; their values are not revealed. */
function claimFault({ claim, reason }: errors.JWTClaimValidationFailed): string {
  const subject = `The token's claim ${claim}`;
  if (reason === 'missing') return `${subject} is missing.`;
  if (reason === 'invalid') return `${subject} has a value of the wrong type.`;
  return CLAIM_FAULTS[claim] ?? `${subject} has the wrong value.`;
}

const CLAIM_FAULTS: Readonly<Record<string, string>> = {
  aud: "The token's claim aud does not name this service: it is for another audience.",
  iss: "The token's claim iss names another issuer.",
  nbf: 'The token is not valid yet (claim nbf). Send it later, or check the clocks.',
  sub: "The token's claim sub is empty, too long, or not a subject of a token.",
};
