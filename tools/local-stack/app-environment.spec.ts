import { describe, expect, it } from '@jest/globals';
import { appEnvironment } from './app-environment.ts';

const at = {
  gatewayUrl: 'http://localhost:8080',
  servers: {
    databaseUrl: 'postgresql://owner:secret@db.example:5432/sentinai?sslmode=require',
    kafkaBrokers: '127.0.0.1:9092',
    redisUrl: 'redis://127.0.0.1:6389',
    rolePasswords: { sentinai_sla_monitor: 'p4ss' },
  },
};
const worker = { name: 'sla-monitor', preferredPort: 9007, checksTokens: false, usesRedis: false };

describe('appEnvironment', () => {
  it("connects to the owner's database as the app's own role", () => {
    const { DATABASE_URL } = appEnvironment(worker, 9007, at);

    expect(DATABASE_URL).toBe('postgresql://sentinai_sla_monitor:p4ss@db.example:5432/sentinai?sslmode=require');
  });

  it('tells a worker nothing of Redis and tokens', () => {
    expect(Object.keys(appEnvironment(worker, 9007, at)).filter((name) => /REDIS|AUTH/.test(name))).toEqual([]);
  });

  it("points an API to the gateway's keys", () => {
    const environment = appEnvironment({ ...worker, checksTokens: true, usesRedis: true }, 9010, at);

    expect(environment).toMatchObject({
      HTTP_PORT: '9010',
      AUTH_JWKS_URL: 'http://localhost:8080/.well-known/jwks.json',
      REDIS_URL: 'redis://127.0.0.1:6389',
    });
  });
});
