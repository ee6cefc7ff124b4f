/** TLS options of the Redis client, besides the URL. */
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

/**
 * Returns options to use with the URL: `new Redis(config.redisUrl, { ...redisTls(config) })`. The certificate and
 * host name of a `rediss://` server are always checked.
 */
export function redisTls(config: { redisTlsCaFile?: string | undefined }): { tls?: ConnectionOptions } {
  return config.redisTlsCaFile === undefined ? {} : { tls: { ca: readFileSync(config.redisTlsCaFile, 'utf8') } };
}
