/** What the Redis client is told of TLS, beside the URL. */
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

/**
 * Options beside a URL: `new Redis(config.redisUrl, { ...redisTls(config) })`. A `rediss://` server's certificate and host name
 * are always checked.
 */
export function redisTls(config: { redisTlsCaFile?: string | undefined }): { tls?: ConnectionOptions } {
  return config.redisTlsCaFile === undefined ? {} : { tls: { ca: readFileSync(config.redisTlsCaFile, 'utf8') } };
}
