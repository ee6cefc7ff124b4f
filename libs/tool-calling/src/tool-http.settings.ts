/** Settings of tool calls: limits and reachable hosts. Durations in milliseconds, sizes in bytes. */

export interface ToolHttpSettings {
  readonly userAgent: string;
  readonly maxResponseBytes: number;
  /** Limit for name resolution, TCP and TLS together; an attempt's own timeout applies as well. */
  readonly connectTimeoutMs: number;
  /** Limit for the whole call: waiting for a slot, attempts and pauses between them. Also ends an attempt with a longer timeout. */
  readonly deadlineMs: number;
  readonly retry: RetrySettings;
  readonly breaker: BreakerSettings;
  readonly concurrency: ConcurrencySettings;
  /** Endpoint hosts, as `host` or `host:port`, that may have a private address (TOOL_ALLOWED_PRIVATE_HOSTS). */
  readonly allowedPrivateHosts: ReadonlySet<string>;
  /** Actual addresses of endpoint host names, as in /etc/hosts but with a port (TOOL_HOST_ALIASES). For development. */
  readonly hostAliases: ReadonlyMap<string, HostAlias>;
  /** Prefix of the environment variables that a tool's `authRef` may name. */
  readonly secretEnvPrefix: string;
  /** Directory for `file:` references. Null: none are allowed. */
  readonly secretsDirectory: string | null;
}

export interface RetrySettings {
  /** Upper bound, even if the tool is configured with more. */
  readonly maxAttempts: number;
  /** Maximum of the first pause; it doubles with each further one. */
  readonly baseMs: number;
  readonly maxPauseMs: number;
  /** Longest `Retry-After` that is honoured. */
  readonly maxRetryAfterMs: number;
}

export interface BreakerSettings {
  /** The breaker opens when more than this percentage of the window's calls failed (0-100) … */
  readonly errorPercent: number;
  /** … and the window has at least this many calls. */
  readonly minimumCalls: number;
  readonly windowMs: number;
  /** Time that the breaker stays open before it admits one probe call. */
  readonly openMs: number;
  /** Maximum number of breakers in memory; the least recently used is dropped first. */
  readonly maxBreakers: number;
}

export interface ConcurrencySettings {
  readonly total: number;
  readonly perTenant: number;
}

export interface HostAlias {
  readonly hostname: string;
  /** Default: the endpoint's own. */
  readonly port?: string;
}

export const DEFAULT_TOOL_HTTP_SETTINGS: ToolHttpSettings = {
  userAgent: 'SentinAI-Tool/1',
  maxResponseBytes: 1024 * 1024,
  connectTimeoutMs: 3_000,
  deadlineMs: 60_000,
  retry: { maxAttempts: 10, baseMs: 200, maxPauseMs: 10_000, maxRetryAfterMs: 30_000 },
  breaker: { errorPercent: 50, minimumCalls: 10, windowMs: 10_000, openMs: 10_000, maxBreakers: 1_000 },
  concurrency: { total: 256, perTenant: 64 },
  allowedPrivateHosts: new Set(),
  hostAliases: new Map(),
  secretEnvPrefix: 'TOOL_SECRET_',
  secretsDirectory: null,
};

const HOST_AND_PORT = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/;

/**
 * Reads TOOL_ALLOWED_PRIVATE_HOSTS: `demo-tools, 10.0.0.5:8080, [::1]:9400`.
 * @throws Error naming the entry that is neither `host` nor `host:port`
 */
export function parseAllowedHosts(text: string): ReadonlySet<string> {
  return new Set(entriesOf(text).map((entry) => hostAndPort(entry, entry) && entry));
}

/**
 * Reads TOOL_HOST_ALIASES: `demo-tools=127.0.0.1:9400, ledger=10.0.0.5`.
 * @throws Error naming the entry that is not `name=host` or `name=host:port`
 */
export function parseHostAliases(text: string): ReadonlyMap<string, HostAlias> {
  return new Map(
    entriesOf(text).map((entry) => {
      const [name, target = '', ...rest] = entry.split('=').map((part) => part.trim());
      if (!name || rest.length > 0) throw new Error(`"${entry}" is not name=host:port`);
      return [name, hostAndPort(target, entry)];
    }),
  );
}

function entriesOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
}

function hostAndPort(text: string, entry: string): HostAlias {
  const [, hostname, port] = HOST_AND_PORT.exec(text) ?? [];
  if (hostname === undefined || Number(port ?? 1) > 65_535) throw new Error(`"${entry}" is not host or host:port`);
  return { hostname: withoutBrackets(hostname), ...(port && { port }) };
}

/** Removes the brackets of an IPv6 address: URLs and settings have them, everything else does not. */
export function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
