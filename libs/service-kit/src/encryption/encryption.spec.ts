import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, defineConfig, loadConfig } from '../config/config.ts';
import { databaseSettings, kafkaSettings, redisSettings } from '../config/shared-settings.ts';
import { databaseConnection } from './database-tls.ts';

const folder = mkdtempSync(join(tmpdir(), 'sentinai-encryption-'));
const ca = join(folder, 'ca.pem');
const password = join(folder, 'password');
writeFileSync(ca, '-----BEGIN CERTIFICATE-----\n');
writeFileSync(password, 'secret\n');
afterAll(() => rmSync(folder, { recursive: true }));

const service = defineConfig({ ...databaseSettings, ...kafkaSettings, ...redisSettings });
const plain = {
  DATABASE_URL: 'postgres://app:hunter2@db.test/sentinai',
  KAFKA_BROKERS: 'kafka.test:9092',
  REDIS_URL: 'redis://redis.test',
  NODE_ENV: 'production',
};

function faultsOf(env: Record<string, string>): Record<string, string> {
  try {
    loadConfig(service, { ...plain, ...env });
  } catch (error) {
    if (error instanceof ConfigError)
      return Object.fromEntries(error.faults.map((fault) => [fault.env, fault.problem]));
    throw error;
  }
  return {};
}

describe('settings of encryption', () => {
  it.each([
    ['nothing', {}],
    ['Kafka with TLS', { KAFKA_TLS: 'on', KAFKA_TLS_CA_FILE: ca }],
    ['Kafka with mutual TLS', { KAFKA_TLS: 'on', KAFKA_TLS_CERT_FILE: ca, KAFKA_TLS_KEY_FILE: ca }],
    [
      'SCRAM without TLS',
      { KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_SASL_USERNAME: 'a', KAFKA_SASL_PASSWORD_FILE: password },
    ],
    [
      'plain with TLS',
      { KAFKA_TLS: 'on', KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'a', KAFKA_SASL_PASSWORD: 'b' },
    ],
    [
      'plain without TLS in development',
      { NODE_ENV: 'development', KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'a', KAFKA_SASL_PASSWORD: 'b' },
    ],
    ['the database with its CA', { DATABASE_TLS: 'verify-full', DATABASE_TLS_CA_FILE: ca }],
    [
      'sslmode and DATABASE_TLS that agree',
      { DATABASE_URL: `${plain.DATABASE_URL}?sslmode=require`, DATABASE_TLS: 'require' },
    ],
    ['sslmode with a CA', { DATABASE_URL: `${plain.DATABASE_URL}?sslmode=verify-full`, DATABASE_TLS_CA_FILE: ca }],
    ['rediss with its CA', { REDIS_URL: 'rediss://redis.test', REDIS_TLS_CA_FILE: ca }],
  ])('take %s', (_what, env) => {
    expect(faultsOf(env)).toEqual({});
  });

  it('name every bad combination at once', () => {
    expect(
      faultsOf({
        KAFKA_TLS_CA_FILE: ca,
        KAFKA_TLS_CERT_FILE: join(folder, 'nowhere.pem'),
        KAFKA_TLS_KEY_FILE: password,
        KAFKA_SASL_MECHANISM: 'plain',
        KAFKA_SASL_USERNAME: 'a',
        DATABASE_URL: `${plain.DATABASE_URL}?sslmode=disable`,
        DATABASE_TLS: 'require',
        DATABASE_TLS_CA_FILE: ca,
        REDIS_TLS_CA_FILE: ca,
      }),
    ).toEqual({
      KAFKA_TLS_CA_FILE: 'is set, but KAFKA_TLS is off',
      KAFKA_TLS_CERT_FILE: expect.stringContaining('cannot be read (ENOENT)'),
      KAFKA_TLS_KEY_FILE: expect.stringContaining('is not a PEM file'),
      KAFKA_SASL_MECHANISM: 'plain would send the password in clear text: set KAFKA_TLS=on, or use SCRAM',
      DATABASE_TLS: 'is require, but the sslmode in DATABASE_URL means off',
      DATABASE_TLS_CA_FILE: 'has an effect only with DATABASE_TLS=verify-full',
      REDIS_TLS_CA_FILE: 'is set, but REDIS_URL does not begin with rediss://',
    });
  });

  it.each([
    ['a mechanism without a user', { KAFKA_SASL_MECHANISM: 'scram-sha-256' }, 'KAFKA_SASL_MECHANISM'],
    [
      'a mechanism without a password',
      { KAFKA_SASL_MECHANISM: 'scram-sha-256', KAFKA_SASL_USERNAME: 'a' },
      'KAFKA_SASL_MECHANISM',
    ],
    [
      'two passwords',
      {
        KAFKA_SASL_MECHANISM: 'scram-sha-256',
        KAFKA_SASL_USERNAME: 'a',
        KAFKA_SASL_PASSWORD: 'b',
        KAFKA_SASL_PASSWORD_FILE: password,
      },
      'KAFKA_SASL_MECHANISM',
    ],
    ['a user without a mechanism', { KAFKA_SASL_USERNAME: 'a' }, 'KAFKA_SASL_USERNAME'],
    ['a certificate without its key', { KAFKA_TLS: 'on', KAFKA_TLS_CERT_FILE: ca }, 'KAFKA_TLS_CERT_FILE'],
    ['an sslmode that falls back', { DATABASE_URL: `${plain.DATABASE_URL}?sslmode=prefer` }, 'DATABASE_URL'],
    ['another TLS parameter in the URL', { DATABASE_URL: `${plain.DATABASE_URL}?sslrootcert=x` }, 'DATABASE_URL'],
  ])('refuse %s', (_what, env, setting) => {
    expect(Object.keys(faultsOf(env))).toEqual([setting]);
  });
});

describe('databaseConnection', () => {
  it('leaves a URL without sslmode unchanged and unencrypted', () => {
    expect(databaseConnection(plain.DATABASE_URL)).toEqual({ url: plain.DATABASE_URL, ssl: false });
  });

  it('removes sslmode from the URL and applies it', () => {
    const url = `${plain.DATABASE_URL}?sslmode=require&application_name=x`;

    expect(databaseConnection(url)).toEqual({
      url: `${plain.DATABASE_URL}?application_name=x`,
      ssl: { rejectUnauthorized: false },
    });
  });

  it('checks the certificate for the host that the URL names', () => {
    expect(databaseConnection(plain.DATABASE_URL, { mode: 'verify-full', caFile: ca }).ssl).toEqual({
      rejectUnauthorized: true,
      host: 'db.test',
      ca: '-----BEGIN CERTIFICATE-----\n',
    });
  });

  it('refuses unknown parameters', () => {
    expect(() => databaseConnection(`${plain.DATABASE_URL}?sslmode=allow`)).toThrow(
      'has an sslmode that is not one of',
    );
  });
});
