/** An app's options for its HTTP server. */

export interface HttpOptions {
  /**
   * Maximum size of a parsed body in bytes, decoded; 413 beyond. Default 1 MiB. A stream is limited by the route that
   * reads it.
   */
  bodyLimit?: number;
  /** How long a client may take to send its request. Default 30 s; raise it where large streams come in. */
  requestTimeoutMs?: number;
  /** How long a handler may take before the client gets `timeout`. Default 30 s. 0 waits forever. */
  handlerTimeoutMs?: number;
}

export const HTTP_DEFAULTS = {
  bodyLimit: 1024 * 1024,
  requestTimeoutMs: 30_000,
  handlerTimeoutMs: 30_000,
} as const satisfies Required<HttpOptions>;
