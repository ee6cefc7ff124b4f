/** Checks bearer tokens against the issuer's published keys. */
import { Injectable, Logger } from '@nestjs/common';
import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { ConfigOf } from '../config/config.ts';
import type { authSettings } from '../config/shared-settings.ts';
import { InjectConfig } from '../config/config.module.ts';
import { ProblemException, retryAfter } from '../problems/problem.exception.ts';
import { toPrincipal, type Principal } from './principal.ts';
import { FAILURE_PAUSE_MS, issuerKeys } from './signing-keys.ts';

/** The settings an API needs in order to take tokens. */
export type AuthConfig = ConfigOf<typeof authSettings>;

/** Asymmetric only: a shared secret would let whoever can check a token also make one. */
const ALGORITHMS = ['RS256', 'ES256', 'PS256', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 30;
/** It is stored with what its bearer does: some text, no longer than the records have room for, and not the name of an API key. */
const SUBJECT = /^(?!key:)\P{C}{1,256}$/u;

/** Whether a configuration has the settings of {@link AuthConfig}. */
export function takesTokens(config: Partial<AuthConfig>): config is AuthConfig {
  return config.authIssuer !== undefined;
}

@Injectable()
export class TokenVerifier {
  private readonly logger = new Logger(TokenVerifier.name);
  private readonly keys: JWTVerifyGetKey | undefined;

  constructor(@InjectConfig() private readonly config: Partial<AuthConfig>) {
    this.keys = takesTokens(config)
      ? issuerKeys({ issuer: config.authIssuer, jwksUrl: config.authJwksUrl })
      : undefined;
  }

  /**
   * The principal of a valid token.
   *
   * @throws ProblemException `unauthenticated`, `token_expired`, or `unavailable` when the keys cannot be had
   */
  async verify(token: string): Promise<Principal> {
    if (this.keys === undefined || !takesTokens(this.config)) throw unauthenticated('This service takes no tokens.');
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.config.authIssuer,
        audience: this.config.authAudience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['sub', 'exp'],
      });
      if (!SUBJECT.test(payload.sub ?? '')) {
        throw new errors.JWTClaimValidationFailed('unusable "sub" claim value', payload, 'sub', 'check_failed');
      }
      return toPrincipal(payload, { roles: this.config.authRolesClaim, tenants: this.config.authTenantsClaim });
    } catch (error) {
      throw this.refusal(error);
    }
  }

  private refusal(error: unknown): ProblemException {
    if (error instanceof errors.JWTExpired) {
      return refused('token_expired', 'The token has expired. Get a new one.', error);
    }
    if (isKeyTrouble(error)) {
      this.logger.warn(`The signing keys of ${this.config.authIssuer} cannot be had: ${causeOf(error)}`);
      return new ProblemException('unavailable', 'Tokens cannot be checked at the moment.', {
        headers: retryAfter(FAILURE_PAUSE_MS),
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
