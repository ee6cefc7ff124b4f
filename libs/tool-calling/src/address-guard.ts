/**
 * Keeps tool calls away from private networks. It checks the addresses that a connection is actually opened to, not the URL
 * beforehand, so that a name that resolves to a public address when checked and to a private one a moment later
 * (DNS rebinding) is refused as well.
 */
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { type ToolHttpSettings, withoutBrackets } from './tool-http.settings.ts';
import { systemCodeOf, ToolFailure } from './tool-failure.ts';

/** Metadata addresses in public ranges: Azure's host agent. The other providers' are link-local or reserved. */
const METADATA_ADDRESSES = new Set(['168.63.129.16']);

/** Range of all public IPv6 addresses (RFC 4291): everything outside is refused without being listed. */
const GLOBAL_UNICAST_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** False for everything but a global unicast address: private, loopback, link-local, carrier-grade NAT, mapped, NAT64 … */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || METADATA_ADDRESSES.has(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST_V6);
}

/**
 * Opens undici's connections. Hosts in `allowedPrivateHosts` may have any address, all others only public ones. Every failure
 * is a {@link ToolFailure} that says nothing was sent.
 */
export function guardedConnector(settings: ToolHttpSettings, lookup: LookupFunction): buildConnector.connector {
  const options = { timeout: settings.connectTimeoutMs, allowH2: false };
  const connectAnywhere = buildConnector({ ...options, lookup });
  const connectPublic = buildConnector({ ...options, lookup: publicAddressesOnly(lookup) });

  return (endpoint, callback) => {
    const alias = settings.hostAliases.get(endpoint.hostname);
    const target = { ...endpoint, ...alias };
    const allowed = mayBePrivate(endpoint, settings.allowedPrivateHosts);
    // A literal address is never looked up, so the guarded lookup would not see it.
    if (!allowed && isIP(target.hostname) !== 0 && !isPublicAddress(target.hostname)) {
      return callback(addressForbidden(endpoint.hostname), null);
    }
    const connect = allowed ? connectAnywhere : connectPublic;
    connect(target, (...[error, socket]) =>
      error ? callback(connectFailure(error, endpoint.hostname), null) : callback(null, socket),
    );
  };
}

/**
 * Checks whether a URL may be reached, as far as possible without connecting.
 * @throws ToolFailure `address_forbidden`, or `network_error` when the name is unknown
 */
export async function checkAddress(url: URL, settings: ToolHttpSettings, lookup: LookupFunction): Promise<void> {
  const hostname = withoutBrackets(url.hostname);
  const { protocol, port } = url;
  if (mayBePrivate({ hostname, protocol, port }, settings.allowedPrivateHosts)) return;
  const target = settings.hostAliases.get(hostname)?.hostname ?? hostname;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (isIP(target) !== 0) {
    if (!isPublicAddress(target)) throw addressForbidden(hostname);
    return;
  }
  publicAddressesOnly(lookup)(target, { all: true }, (error) =>
    error ? reject(error instanceof ToolFailure ? error : connectFailure(error, hostname)) : resolve(),
  );
  return promise;
}

type Endpoint = Pick<buildConnector.Options, 'hostname' | 'protocol' | 'port'>;

function mayBePrivate(endpoint: Endpoint, allowed: ReadonlySet<string>): boolean {
  const host = isIP(endpoint.hostname) === 6 ? `[${endpoint.hostname}]` : endpoint.hostname;
  const port = endpoint.port || (endpoint.protocol === 'https:' ? '443' : '80');
  return allowed.has(host) || allowed.has(`${host}:${port}`);
}

function publicAddressesOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const [first] = addresses;
      if (error) return callback(error, '');
      // One private address among public ones is refused too: we do not choose which of them is tried.
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(addressForbidden(hostname), '');
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

/** Does not reveal the address: the tenant must not learn what an internal name resolves to. */
function addressForbidden(hostname: string): ToolFailure {
  return new ToolFailure('address_forbidden', `${hostname} has no public address, and private ones are not allowed`);
}

function connectFailure(error: Error, hostname: string): ToolFailure {
  if (error instanceof ToolFailure) return error;
  const code = systemCodeOf(error) ?? error.name;
  const timedOut = code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT';
  return new ToolFailure(timedOut ? 'timeout' : 'network_error', `no connection to ${hostname}: ${code}`, {
    repeating: 'safe',
    endpointAtFault: true,
    cause: error,
  });
}
