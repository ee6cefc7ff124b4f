/** TLS and SASL against real servers: connections succeed with the right authority and password, and fail otherwise. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { kafkaOptions } from '@sentinai/messaging';
import { createDataSource } from '@sentinai/persistence';
import { databaseSettings, defineConfig, kafkaSettings, loadConfig } from '@sentinai/service-kit';
import { Kafka, logLevel } from 'kafkajs';
import { repository, runNode, until } from './fixtures/test-stack.ts';
import { KAFKA_USER, type TlsServers, startTlsServers } from './fixtures/tls-servers.ts';

const MIGRATE = join(repository, 'libs/persistence/dist/migrate.js');
const CREATE_TOPICS = join(repository, 'libs/messaging/dist/create-topics.js');

const folder = mkdtempSync(join(tmpdir(), 'sentinai-tls-'));
let servers: TlsServers;

beforeAll(async () => {
  servers = await startTlsServers(folder);
});

afterAll(async () => {
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Environment = Record<string, string>;

describe('Kafka', () => {
  const clientOf = (env: Environment, retries = 0) =>
    new Kafka({
      ...kafkaOptions(loadConfig(defineConfig(kafkaSettings), { NODE_ENV: 'production', ...env })),
      logLevel: logLevel.NOTHING,
      retry: { retries },
      connectionTimeout: 10_000,
    });
  const mutual = (): Environment => ({
    KAFKA_BROKERS: servers.kafkaMutual,
    KAFKA_TLS: 'on',
    KAFKA_TLS_CA_FILE: servers.certificates.files.ca,
    KAFKA_TLS_CERT_FILE: servers.certificates.files.clientCert,
    KAFKA_TLS_KEY_FILE: servers.certificates.files.clientKey,
  });
  const user = (mechanism: string, password = KAFKA_USER.password): Environment => ({
    KAFKA_BROKERS: servers.kafkaSasl,
    KAFKA_TLS: 'on',
    KAFKA_TLS_CA_FILE: servers.certificates.files.ca,
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: KAFKA_USER.name,
    KAFKA_SASL_PASSWORD: password,
  });
  async function connects(env: Environment): Promise<boolean> {
    const admin = clientOf(env).admin();
    try {
      await admin.connect();
      return (await admin.describeCluster()).brokers.length === 1;
    } finally {
      await admin.disconnect();
    }
  }

  it('lets a client with certificate in, and data flows', async () => {
    const client = clientOf(mutual(), 10);
    const topic = `test-${randomUUID()}`;
    const [admin, producer, consumer] = [client.admin(), client.producer(), client.consumer({ groupId: topic })];
    await Promise.all([admin.connect(), producer.connect(), consumer.connect()]);
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
    await producer.send({ topic, messages: [{ value: 'in secret' }] });
    const received: string[] = [];
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void received.push(String(message.value)) });

    await until('the message is there', 30_000, async () => received.length > 0);

    expect(received).toEqual(['in secret']);
    await Promise.all([admin.disconnect(), producer.disconnect(), consumer.disconnect()]);
  });

  it('refuses a client without certificate', async () => {
    const { KAFKA_TLS_CERT_FILE: _cert, KAFKA_TLS_KEY_FILE: _key, ...env } = mutual();

    await expect(connects(env)).rejects.toThrow();
  });

  it.each([
    ['no authority', undefined],
    ['another authority', 'otherCa'],
  ] as const)('is not trusted by %s', async (_what, file) => {
    const { KAFKA_TLS_CA_FILE: _ca, ...env } = mutual();
    const trusted: Environment = file ? { KAFKA_TLS_CA_FILE: servers.certificates.files[file] } : {};

    await expect(connects({ ...env, ...trusted })).rejects.toThrow(/certificate/);
  });

  it('refuses clear text', async () => {
    await expect(connects({ KAFKA_BROKERS: servers.kafkaSasl })).rejects.toThrow();
  });

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'])(
    'knows a user by %s, and no wrong password',
    async (mechanism) => {
      expect(await connects(user(mechanism))).toBe(true);
      await expect(connects(user(mechanism, 'wrong'))).rejects.toThrow(/[Aa]uthentication/);
    },
  );

  it('accepts the topic job, with the password in a file', async () => {
    const { KAFKA_SASL_PASSWORD: password = '', ...env } = user('scram-sha-512');
    const file = join(folder, 'kafka-password');
    writeFileSync(file, `${password}\n`);

    const { exitCode, stdout, stderr } = await runNode([CREATE_TOPICS], { ...env, KAFKA_SASL_PASSWORD_FILE: file });

    expect({ exitCode, stdout, stderr }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/Topics created: [1-9]/),
    });
  });
});

describe('PostgreSQL', () => {
  /** Connects with an app's settings and returns the server's view of the connection. */
  async function encrypted(env: Environment, url = servers.databaseUrl): Promise<boolean> {
    const config = loadConfig(defineConfig(databaseSettings), { DATABASE_URL: url, ...env });
    const source = createDataSource({
      url: config.databaseUrl,
      tls: { mode: config.databaseTls, caFile: config.databaseTlsCaFile },
      poolSize: 1,
      applicationName: 'test',
    });
    await source.initialize();
    try {
      const sql = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';
      return ((await source.query<{ ssl: boolean }[]>(sql))[0]?.ssl ?? false) === true;
    } finally {
      await source.destroy();
    }
  }
  const verified = (file: 'ca' | 'otherCa') => ({
    DATABASE_TLS: 'verify-full',
    DATABASE_TLS_CA_FILE: servers.certificates.files[file],
  });

  it('is reached over TLS, with and without verification of the certificate', async () => {
    expect(await encrypted(verified('ca'))).toBe(true);
    expect(await encrypted({ DATABASE_TLS: 'require' })).toBe(true);
    expect(await encrypted({}, `${servers.databaseUrl}?sslmode=require`)).toBe(true);
  });

  it('refuses a connection in clear text', async () => {
    await expect(encrypted({})).rejects.toThrow('no encryption');
    await expect(encrypted({}, `${servers.databaseUrl}?sslmode=disable`)).rejects.toThrow('no encryption');
  });

  it('is not trusted with another authority, nor with none', async () => {
    await expect(encrypted(verified('otherCa'))).rejects.toThrow(/certificate/);
    await expect(encrypted({ DATABASE_TLS: 'verify-full' })).rejects.toThrow(/certificate/);
    await expect(encrypted({}, `${servers.databaseUrl}?sslmode=verify-full`)).rejects.toThrow(/certificate/);
  });

  it('is not trusted under another name than the one in its certificate', async () => {
    const elsewhere = servers.databaseUrl.replace('127.0.0.1', 'localhost');

    await expect(encrypted(verified('ca'), elsewhere)).rejects.toThrow(/does not match certificate/);
  });

  it('accepts the migration job', async () => {
    const result = await runNode([MIGRATE], {
      DATABASE_URL: servers.databaseUrl,
      SENTINAI_ROLE_PASSWORDS: JSON.stringify(servers.rolePasswords),
      ...verified('ca'),
    });

    expect(result).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Applied') });
  });
});

interface ReadinessOfIntake {
  checks: { admission: { limits: string } };
}

describe('a service with all three', () => {
  /** Intake uses all three servers. */
  async function startIntake(redisCa: string) {
    const port = await freePort();
    const role = 'sentinai_intake';
    const roleUrl = new URL(servers.databaseUrl);
    roleUrl.username = role;
    roleUrl.password = servers.rolePasswords[role] ?? '';
    const { ca } = servers.certificates.files;
    const child = spawn(process.execPath, [join(repository, 'apps/intake/dist/main.js')], {
      stdio: 'ignore',
      env: {
        NODE_ENV: 'production',
        HTTP_HOST: '127.0.0.1',
        HTTP_PORT: String(port),
        DATABASE_URL: roleUrl.href,
        DATABASE_TLS: 'verify-full',
        DATABASE_TLS_CA_FILE: ca,
        KAFKA_BROKERS: servers.kafkaSasl,
        KAFKA_TLS: 'on',
        KAFKA_TLS_CA_FILE: ca,
        KAFKA_SASL_MECHANISM: 'scram-sha-512',
        KAFKA_SASL_USERNAME: KAFKA_USER.name,
        KAFKA_SASL_PASSWORD: KAFKA_USER.password,
        REDIS_URL: servers.redisUrl,
        REDIS_TLS_CA_FILE: redisCa,
        AUTH_ISSUER: 'https://issuer.test',
        AUTH_AUDIENCE: 'sentinai',
        AUTH_JWKS_URL: 'https://issuer.test/jwks.json',
      },
    });
    return { url: `http://127.0.0.1:${port}`, stop: () => child.kill('SIGKILL') };
  }

  it('is ready, and shares its limits over a Redis with TLS', async () => {
    const service = await startIntake(servers.certificates.files.ca);
    try {
      await until('it is ready', 60_000, async () => (await fetch(`${service.url}/readyz`)).ok);

      expect(await (await fetch(`${service.url}/readyz`)).json()).toMatchObject({
        checks: { database: { status: 'up' }, kafka: { status: 'up' }, admission: { limits: 'of all copies' } },
      });
    } finally {
      service.stop();
    }
  });

  it('does not talk to a Redis that another authority has signed', async () => {
    const service = await startIntake(servers.certificates.files.otherCa);
    try {
      await until('it says so', 60_000, async () => {
        const { checks } = (await (await fetch(`${service.url}/readyz`)).json()) as ReadinessOfIntake;
        return /Redis is unreachable: .*certificate/.test(checks.admission.limits);
      });
    } finally {
      service.stop();
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
