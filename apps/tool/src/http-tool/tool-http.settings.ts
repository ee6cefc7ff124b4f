/** How tools are called: limits, and which hosts may be reached. Durations in milliseconds, sizes in bytes. */

export interface ToolHttpSettings {
  readonly userAgent: string;
  readonly maxResponseBytes: number;
  /** For name resolution, TCP and TLS together; an attempt's own timeout holds as well. */
  readonly connectTimeoutMs: number;
  /** For the whole call: waiting for a slot, attempts and the pauses between them. Also ends an attempt with a longer timeout. */
  readonly deadlineMs: number;
  readonly retry: RetrySettings;
  readonly breaker: BreakerSettings;
  readonly concurrency: ConcurrencySettings;
  /** Endpoint hosts, as `host` or `host:port`, that may have a private address (TOOL_ALLOWED_PRIVATE_HOSTS). */
  readonly allowedPrivateHosts: ReadonlySet<string>;
  /** Where an endpoint's host name really is, as in /etc/hosts but with a port (TOOL_HOST_ALIASES). For development. */
  readonly hostAliases: ReadonlyMap<string, HostAlias>;
  /** Environment variables that a tool's `authRef` may name begin so. */
  readonly secretEnvPrefix: string;
  /** The directory that `file:` references stay in. Null: none are served. */
  readonly secretsDirectory: string | null;
}

export interface RetrySettings {
  /** However many the tool asks for. */
  readonly maxAttempts: number;
  /** The first pause is up to this; each later one up to twice the one before. */
  readonly baseMs: number;
  readonly maxPauseMs: number;
  /** The longest `Retry-After` that is waited for. */
  readonly maxRetryAfterMs: number;
}

export interface BreakerSettings {
  /** Opens when more than this share of the window's calls failed, 0-100 … */
  readonly errorPercent: number;
  /** … and the window holds at least this many. */
  readonly minimumCalls: number;
  readonly windowMs: number;
  /** How long it stays open before one probing call is let through. */
  readonly openMs: number;
  /** Breakers kept; the one longest unused is forgotten first. */
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

/** An IPv6 address stands in brackets in URLs and settings, and without them everywhere else. */
export function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
