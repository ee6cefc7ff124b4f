/** The only way for our code to refuse a request. */
import { HttpException } from '@nestjs/common';
import { ERROR_CODES, type ErrorCode, type Fault, type ProblemExtensions } from '@sentinai/contracts';

export interface ProblemOptions {
  /** The individual faults of the request, each with the path of its field. */
  errors?: Fault[];
  /** Extension members of the answer: `legal`, `expected_step`. */
  extensions?: ProblemExtensions;
  /** Headers of the answer, such as {@link retryAfter}. */
  headers?: Record<string, string>;
  /** The underlying error. Logged with status 500 and above, never sent. */
  cause?: unknown;
}

/**
 * Ends the request with an `application/problem+json` answer.
 *
 * @example throw new ProblemException('not_found', `There is no exception ${id} in this tenant.`);
 * @example throw new ProblemException('rate_limited', 'The tenant sends too fast.', { headers: retryAfter(1500) });
 */
export class ProblemException extends HttpException {
  override readonly name = 'ProblemException';
  readonly errors: Fault[] | undefined;
  readonly extensions: ProblemExtensions | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /**
   * @param code which determines status and title
   * @param detail what exactly is wrong with this request, in words for its sender
   */
  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    { errors, extensions, headers = {}, cause }: ProblemOptions = {},
  ) {
    super(detail, ERROR_CODES[code].status, { cause });
    this.errors = errors;
    this.extensions = extensions;
    this.headers = headers;
  }
}

/** The header that tells a client when to retry: whole seconds, at least one. */
export function retryAfter(ms: number): { 'retry-after': string } {
  return { 'retry-after': String(Math.max(1, Math.ceil(ms / 1000))) };
}
