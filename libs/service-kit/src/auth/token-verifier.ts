/** Checks bearer tokens against the issuer's published keys. */
import { Injectable, Logger } from '@nestjs/common';
import {
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose';
import type { ConfigOf } from '../config/config.ts';
import type { authSettings } from '../config/shared-settings.ts';
import { InjectConfig } from '../config/config.module.ts';
import { ProblemException, retryAfter } from '../problems/problem.exception.ts';
import { toPrincipal, type Principal } from './principal.ts';
import { FAILURE_PAUSE_MS, type IssuerKeys, issuerKeys } from './signing-keys.ts';
import { ALGORITHMS, MAX_KEYS_TRIED, tokenRefusal } from './token-refusal.ts';

/** The settings that an API needs to accept tokens. */
export type AuthConfig = ConfigOf<typeof authSettings>;

const CLOCK_TOLERANCE_SECONDS = 30;
/**
 * The subject is stored with its bearer's actions: printable text, within the length of the records, and not the name
 * of an API key.
 */
const SUBJECT = /^(?!key:)\P{C}{1,256}$/u;

/** Whether a configuration has the settings of {@link AuthConfig}. */
export function takesTokens(config: Partial<AuthConfig>): config is AuthConfig {
  return config.authIssuer !== undefined;
}

@Injectable()
export class TokenVerifier {
  private readonly logger = new Logger(TokenVerifier.name);
  private readonly keys: IssuerKeys | undefined;

  constructor(@InjectConfig() private readonly config: Partial<AuthConfig>) {
    this.keys = takesTokens(config)
      ? issuerKeys({ issuer: config.authIssuer, jwksUrl: config.authJwksUrl })
      : undefined;
  }

  /**
   * Returns the principal of a valid token.
   *
   * @throws ProblemException `unauthenticated`, `token_expired`, or `unavailable` when the keys cannot be fetched
   */
  async verify(token: string): Promise<Principal> {
    const { keys, config } = this;
    if (keys === undefined || !takesTokens(config)) throw unauthenticated('This service does not accept tokens.');
    try {
      const claims = await this.verified(token, keys, {
        issuer: config.authIssuer,
        audience: config.authAudience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['sub', 'exp'],
      });
      if (!SUBJECT.test(claims.sub ?? '')) {
        throw new errors.JWTClaimValidationFailed('unusable "sub" claim value', claims, 'sub', 'check_failed');
      }
      return toPrincipal(claims, { roles: config.authRolesClaim, tenants: config.authTenantsClaim });
    } catch (error) {
      throw this.refusal(error, token);
    }
  }

  /**
   * A token whose `kid` is not published triggers a new fetch of the key set. One without `kid` may be signed with a
   * key newer than the set, which only its signature reveals.
   */
  private async verified(token: string, keys: IssuerKeys, options: JWTVerifyOptions): Promise<JWTPayload> {
    try {
      return await verifyByAnyKey(token, keys.keyOf, options);
    } catch (error) {
      if (!fitsNoKey(error) || decodeProtectedHeader(token).kid !== undefined) throw error;
      if (!(await keys.refresh())) throw error;
      return verifyByAnyKey(token, keys.keyOf, options);
    }
  }

  private refusal(error: unknown, token: string): ProblemException {
    const { code, detail } = tokenRefusal(error, token);
    if (code !== 'unavailable') {
      this.logger.debug(`A token was refused: ${causeOf(error)}`);
      return refused(code, detail, error);
    }
    this.logger.warn(`The signing keys of ${this.config.authIssuer} cannot be fetched: ${causeOf(error)}`);
    return new ProblemException(code, detail, { headers: retryAfter(FAILURE_PAUSE_MS), cause: error });
  }
}

/**
 * Returns the claims of a token. Where several keys fit its header, each is tried, {@link MAX_KEYS_TRIED} at most.
 *
 * @throws jose's errors; when none of several keys fits, the signature's error, or the key set's when not all were
 *   tried
 */
async function verifyByAnyKey(token: string, keyOf: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keyOf, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    return verifyByKeys(token, error, options);
  }
}

async function verifyByKeys(
  token: string,
  keys: errors.JWKSMultipleMatchingKeys,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  let tried = 0;
  for await (const key of keys) {
    if (tried === MAX_KEYS_TRIED) throw keys;
    tried += 1;
    try {
      return (await jwtVerify(token, key, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}

const fitsNoKey = (error: unknown): boolean =>
  error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey;

/** Returns a 401 with the challenge that RFC 6750 requires. */
export function unauthenticated(detail: string, cause?: unknown): ProblemException {
  return refused('unauthenticated', detail, cause);
}

function refused(code: 'unauthenticated' | 'token_expired', detail: string, cause: unknown): ProblemException {
  const reason = cause === undefined ? '' : `, error="invalid_token", error_description="${quotable(detail)}"`;
  return new ProblemException(code, detail, {
    cause,
    headers: { 'www-authenticate': `Bearer realm="sentinai"${reason}` },
  });
}

/** A quoted string in the header must not end early. */
const quotable = (text: string): string => text.replaceAll('"', "'");

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
