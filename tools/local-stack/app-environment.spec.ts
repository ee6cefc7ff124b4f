import { describe, expect, it } from '@jest/globals';
import type { Copies } from './app-environment.ts';
import { appEnvironment, copiesOf } from './app-environment.ts';

const at = {
  gatewayUrl: 'http://localhost:8080',
  issuer: 'http://localhost:8090',
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
      AUTH_ISSUER: 'http://localhost:8090',
      AUTH_JWKS_URL: 'http://localhost:8080/.well-known/jwks.json',
      REDIS_URL: 'redis://127.0.0.1:6389',
    });
  });
});

describe('copiesOf', () => {
  const triage = { name: 'triage', preferredPort: 9002, checksTokens: false, usesRedis: false };

  it('names the first copy like the app and numbers the others, each with a port of its own', () => {
    const copies = copiesOf([triage, worker], { triage: 3 });

    expect(copies.map(({ app, name, preferredPort }) => [app.name, name, preferredPort])).toEqual([
      ['triage', 'triage', 9002],
      ['triage', 'triage-2', 9102],
      ['triage', 'triage-3', 9202],
      ['sla-monitor', 'sla-monitor', 9007],
    ]);
  });

  it.each<Copies>([{ policy: 2 }, { triage: 0 }, { triage: 1.5 }])('refuses %j', (copies) => {
    expect(() => copiesOf([triage], copies)).toThrow();
  });
});
