import { errors, UnsecuredJWT } from 'jose';
import { tokenRefusal } from './token-refusal.ts';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (alg: string, parts = 3): string => [part({ alg }), ...Array(parts - 1).fill('e30')].join('.');
const claim = (name: string, reason: string) =>
  new errors.JWTClaimValidationFailed('said by the library', { sub: 'alice' }, name, reason);

type ErrorClass = new (message: string, ...rest: never[]) => errors.JOSEError;
/** Every error class of the library, including those added by newer versions. */
const CLASSES = Object.values(errors as unknown as Record<string, ErrorClass>);

const TABLE: Record<errors.JOSEErrorCode, [code: string, words: string]> = {
  ERR_JOSE_ALG_NOT_ALLOWED: ['unauthenticated', 'must be signed with RS256, ES256, PS256, EdDSA'],
  ERR_JOSE_GENERIC: ['unavailable', 'does not answer with its keys'],
  ERR_JOSE_NOT_SUPPORTED: ['unauthenticated', 'extension or an algorithm that is not supported'],
  ERR_JWE_DECRYPTION_FAILED: ['unauthenticated', 'encrypted and cannot be read'],
  ERR_JWE_INVALID: ['unauthenticated', 'is encrypted. Send a signed one'],
  ERR_JWK_INVALID: ['unavailable', 'key for this token is malformed'],
  ERR_JWKS_INVALID: ['unavailable', 'a valid key set'],
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: ['unauthenticated', 'none of the first 10 keys'],
  ERR_JWKS_NO_MATCHING_KEY: ['unauthenticated', 'a key that the issuer does not publish'],
  ERR_JWKS_TIMEOUT: ['unavailable', 'did not arrive in time'],
  ERR_JWS_INVALID: ['unauthenticated', 'not a signed JWT of three parts'],
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: ['unauthenticated', 'signature is wrong'],
  ERR_JWT_CLAIM_VALIDATION_FAILED: ['unauthenticated', 'claim unspecified has the wrong value'],
  ERR_JWT_EXPIRED: ['token_expired', 'has expired'],
  ERR_JWT_INVALID: ['unauthenticated', 'claims are not a JSON object'],
};

describe('the refusal of a token', () => {
  it('has an entry for every error of the JOSE library, and different words for each', () => {
    const codes = CLASSES.map((type) => new type('')).map(({ code }) => code);
    const said = CLASSES.map((type) => tokenRefusal(new type('x'), tokenOf('ES256')).detail);

    expect(codes.sort()).toEqual(Object.keys(TABLE).sort());
    expect(new Set(said).size).toBe(said.length);
  });

  it.each(CLASSES.map((type) => [new type('a secret, said by the library')] as const))(
    'names the fault: %s',
    (error) => {
      const [code, words] = TABLE[error.code as errors.JOSEErrorCode];
      const refusal = tokenRefusal(error, tokenOf('ES256'));

      expect(refusal).toEqual({ code, detail: expect.stringContaining(words) });
      expect(refusal.detail).not.toContain('secret');
      // The characters that RFC 6750 allows in an error_description.
      expect(refusal.detail).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
    },
  );

  it.each([
    ['aud', 'mismatch', 'for another audience'],
    ['iss', 'mismatch', 'another issuer'],
    ['nbf', 'check_failed', 'not valid yet'],
    ['sub', 'check_failed', 'claim sub is empty'],
    ['exp', 'missing', 'claim exp is missing'],
    ['exp', 'invalid', 'claim exp has a value of the wrong type'],
    ['typ', 'check_failed', 'claim typ has the wrong value'],
  ])('says what is wrong with the claim %s (%s)', (name, reason, words) => {
    expect(tokenRefusal(claim(name, reason), tokenOf('ES256')).detail).toContain(words);
  });

  it('says that a token is not signed at all', () => {
    const token = new UnsecuredJWT({}).encode();

    expect(tokenRefusal(new errors.JOSEAlgNotAllowed(''), token).detail).toContain('not signed (alg: none)');
  });

  it('says that a token is encrypted', () => {
    expect(tokenRefusal(new errors.JWSInvalid(''), tokenOf('RSA-OAEP', 5)).detail).toContain('is encrypted');
  });

  it('treats any error from outside the library as a fault of the keys', () => {
    expect(tokenRefusal(new TypeError('fetch failed: http://secret'), '')).toEqual({
      code: 'unavailable',
      detail: "Tokens cannot be checked at the moment: the issuer's keys cannot be fetched.",
    });
  });

  it('does not repeat the message of an unknown error', () => {
    class NewError extends errors.JOSEError {
      override code = 'ERR_NEW';
    }
    expect(tokenRefusal(new NewError('a secret'), '')).toEqual({
      code: 'unauthenticated',
      detail: 'The token is not valid.',
    });
  });
});
