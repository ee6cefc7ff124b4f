/** Checks bearer tokens against the issuer's published keys. */
import { Injectable, Logger } from '@nestjs/common';
import {
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type FetchImplementation,
  type JWTVerifyGetKey,
} from 'jose';
import type { ConfigOf } from '../config/config.ts';
import type { authSettings } from '../config/shared-settings.ts';
import { InjectConfig } from '../config/config.module.ts';
import { ProblemException, retryAfter } from '../problems/problem.exception.ts';
import { toPrincipal, type Principal } from './principal.ts';

/** The settings an API needs in order to take tokens. */
export type AuthConfig = ConfigOf<typeof authSettings>;

/** Asymmetric only: a shared secret would let whoever can check a token also make one. */
const ALGORITHMS = ['RS256', 'ES256', 'PS256', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 30;

const JWKS_TIMEOUT_MS = 3_000;
const JWKS_CACHE_MS = 600_000;
/** An unknown key id makes us fetch the keys anew at most this often. */
const JWKS_COOLDOWN_MS = 30_000;
/** After a failed fetch, how long callers get the same answer at once instead of waiting for another try. */
const JWKS_FAILURE_PAUSE_MS = 1_000;

/** Whether a configuration has the settings of {@link AuthConfig}. */
export function takesTokens(config: Partial<AuthConfig>): config is AuthConfig {
  return config.authJwksUrl !== undefined;
}

@Injectable()
export class TokenVerifier {
  private readonly logger = new Logger(TokenVerifier.name);
  private readonly keys: JWTVerifyGetKey | undefined;

  constructor(@InjectConfig() private readonly config: Partial<AuthConfig>) {
    this.keys = takesTokens(config) ? remoteKeys(config.authJwksUrl) : undefined;
  }

  /**
   * The principal of a valid token.
   *
   * @throws ProblemException `unauthenticated`, `token_expired`, or `unavailable` when the keys cannot be had
   */
  async verify(token: string): Promise<Principal> {
    if (this.keys === undefined) throw unauthenticated('This service takes no tokens.');
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.config.authIssuer,
        audience: this.config.authAudience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['sub', 'exp'],
      });
      return toPrincipal(payload);
    } catch (error) {
      throw this.refusal(error);
    }
  }

  private refusal(error: unknown): ProblemException {
    if (error instanceof errors.JWTExpired) {
      return refused('token_expired', 'The token has expired. Get a new one.', error);
    }
    if (isKeyTrouble(error)) {
      this.logger.warn(`The signing keys cannot be had from ${this.config.authJwksUrl}: ${causeOf(error)}`);
      return new ProblemException('unavailable', 'Tokens cannot be checked at the moment.', {
        headers: retryAfter(JWKS_FAILURE_PAUSE_MS),
        cause: error,
      });
    }
    this.logger.debug(`A token was refused: ${causeOf(error)}`);
    return unauthenticated(describeFault(error), error);
  }
}

/** A 401 with the challenge that RFC 6750 asks for. */
export function unauthenticated(detail: string, cause?: unknown): ProblemException {
  return refused('unauthenticated', detail, cause);
}

function refused(code: 'unauthenticated' | 'token_expired', detail: string, cause: unknown): ProblemException {
  const reason = cause === undefined ? '' : `, error="invalid_token", error_description="${detail}"`;
  return new ProblemException(code, detail, {
    cause,
    headers: { 'www-authenticate': `Bearer realm="sentinai"${reason}` },
  });
}

/** Our trouble, not the token's: the key set is unreachable, slow or no key set at all. */
function isKeyTrouble(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return [errors.JWKSTimeout.code, errors.JWKSInvalid.code, errors.JOSEError.code].includes(error.code);
}

/** Says enough for an honest client to mend its token, and no more than the token itself shows. */
function describeFault(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed) return `The token's claim ${error.claim} is missing or wrong.`;
  if (error instanceof errors.JOSEAlgNotAllowed) return `The token must be signed with ${ALGORITHMS.join(', ')}.`;
  if (error instanceof errors.JWKSNoMatchingKey) return 'The token is signed with a key the issuer does not publish.';
  if (error instanceof errors.JWSSignatureVerificationFailed) return "The token's signature is wrong.";
  return 'The token is not a valid JWT.';
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

function remoteKeys(url: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(url), {
    timeoutDuration: JWKS_TIMEOUT_MS,
    cacheMaxAge: JWKS_CACHE_MS,
    cooldownDuration: JWKS_COOLDOWN_MS,
    [customFetch]: pausingAfterFailure((input, init) => fetch(input, init)),
  });
}

/** While the issuer is down, one request a second tries it; the others fail at once, with the reason it failed. */
function pausingAfterFailure(fetchKeys: FetchImplementation): FetchImplementation {
  let failure: { until: number; error: unknown } | undefined;
  return async (url, options) => {
    if (failure && Date.now() < failure.until) throw failure.error;
    try {
      const response = await fetchKeys(url, options);
      failure = undefined;
      return response;
    } catch (error) {
      failure = { until: Date.now() + JWKS_FAILURE_PAUSE_MS, error };
      throw error;
    }
  };
}
