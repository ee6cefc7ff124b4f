/**
 * TLS options of PostgreSQL's driver, set only here: left to itself, the driver interprets `sslmode` in its own way,
 * which differs from PostgreSQL's and between its versions.
 */
import { readFileSync } from 'node:fs';

export const DATABASE_TLS_MODES = ['off', 'require', 'verify-full'] as const;
export type DatabaseTlsMode = (typeof DATABASE_TLS_MODES)[number];

export interface DatabaseTls {
  /** Absent: the URL's `sslmode`, else `off`. */
  mode?: DatabaseTlsMode | undefined;
  /** PEM file, for `verify-full`; absent: the authorities that Node.js trusts. */
  caFile?: string | undefined;
}

/** The part of Node's TLS options that we use. */
export interface DatabaseSsl {
  rejectUnauthorized: boolean;
  /** Host name that the certificate must contain. */
  host?: string;
  ca?: string;
}

/**
 * Moves the TLS parameters from the URL, combined with `tls`, into the driver's options.
 * @throws Error when the URL asks for something unsupported, or the file cannot be read
 */
export function databaseConnection(url: string, tls: DatabaseTls = {}): { url: string; ssl: false | DatabaseSsl } {
  const inUrl = sslModeOf(url);
  if (inUrl.fault) throw new Error(`The database URL ${inUrl.fault}`);
  const plain = new URL(url);
  plain.searchParams.delete('sslmode');
  return { url: inUrl.mode === undefined ? url : plain.href, ssl: sslOf(plain.hostname, tls, inUrl.mode) };
}

function sslOf(host: string, tls: DatabaseTls, modeInUrl: DatabaseTlsMode | undefined): false | DatabaseSsl {
  const mode = tls.mode ?? modeInUrl ?? 'off';
  switch (mode) {
    case 'off':
      return false;
    case 'require':
      return { rejectUnauthorized: false };
    case 'verify-full':
      // The driver does not pass on the host when it is an IP address: Node would check for "localhost".
      return { rejectUnauthorized: true, host, ...(tls.caFile && { ca: readFileSync(tls.caFile, 'utf8') }) };
  }
}

const SSL_MODES: Readonly<Record<string, DatabaseTlsMode>> = {
  disable: 'off',
  require: 'require',
  'verify-full': 'verify-full',
};

/**
 * Returns the mode that the URL's `sslmode` names, in PostgreSQL's meaning, or what is wrong with its TLS parameters.
 */
export function sslModeOf(url: string): { mode?: DatabaseTlsMode; fault?: string } {
  const parameters = URL.parse(url)?.searchParams ?? new URLSearchParams();
  const other = [...parameters.keys()].find((name) => /^(?:ssl(?!mode$)|uselibpqcompat$)/.test(name));
  if (other !== undefined)
    return { fault: `has the parameter ${other}: use DATABASE_TLS and DATABASE_TLS_CA_FILE instead` };
  const asked = parameters.get('sslmode');
  if (asked === null) return {};
  const mode = SSL_MODES[asked];
  // `allow` and `prefer` fall back to plain text, and so protect against nobody.
  return mode ? { mode } : { fault: `has an sslmode that is not one of ${Object.keys(SSL_MODES).join(', ')}` };
}
