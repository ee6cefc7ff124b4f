/** Certificate authorities for `rediss://` connections. */
import { setting } from '../config/setting.ts';

export const redisTlsSettings = {
  redisTlsCaFile: setting.optional(
    setting.file({
      env: 'REDIS_TLS_CA_FILE',
      description: 'CA certificates (PEM) for Redis; absent: those that Node.js trusts.',
      example: '/etc/sentinai/redis-ca.pem',
      pem: true,
      rule: ({ redisUrl }) =>
        String(redisUrl).startsWith('redis://') ? 'is set, but REDIS_URL does not begin with rediss://' : undefined,
    }),
  ),
};
