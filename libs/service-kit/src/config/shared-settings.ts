/**
 * Settings shared by several apps. An app composes the groups it needs: `{ ...databaseSettings, ...kafkaSettings }`.
 */
import { hostname } from 'node:os';
import { sslModeOf } from '../encryption/database-tls.ts';
import { databaseTlsSettings } from '../encryption/database-tls.settings.ts';
import { kafkaSecuritySettings } from '../encryption/kafka-security.settings.ts';
import { redisTlsSettings } from '../encryption/redis-tls.settings.ts';
import { tracingSettings } from '../tracing/tracing.settings.ts';
import { setting } from './setting.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const ENVIRONMENTS = ['development', 'test', 'production'] as const;

/** The port setting with an app's own default: `defineConfig({ httpPort: httpPort(9002) })`. 0 picks a free port. */
export const httpPort = (byDefault: number) =>
  setting.integer({
    env: 'HTTP_PORT',
    description: 'Port of the HTTP server: the API, health, metrics.',
    example: '9001',
    default: byDefault,
    minimum: 0,
    maximum: 65_535,
  });

/** Part of every configuration. */
export const baseSettings = {
  nodeEnv: setting.choice(ENVIRONMENTS, {
    env: 'NODE_ENV',
    description: 'Kind of environment.',
    example: 'production',
    default: 'development',
  }),
  httpPort: httpPort(8080),
  httpHost: setting.text({
    env: 'HTTP_HOST',
    description: 'Address the HTTP server binds to.',
    example: '127.0.0.1',
    default: '0.0.0.0',
  }),
  logLevel: setting.choice(LOG_LEVELS, {
    env: 'LOG_LEVEL',
    description: 'Lowest severity of log lines to write.',
    example: 'info',
    default: 'info',
  }),
  instanceId: setting.text({
    env: 'INSTANCE_ID',
    description: 'Name of this process in logs and metrics, unique among the replicas of a service.',
    example: 'triage-0',
    default: `${hostname()}-${process.pid}`,
  }),
  shutdownTimeoutMs: setting.duration({
    env: 'SHUTDOWN_TIMEOUT',
    formerly: 'SHUTDOWN_TIMEOUT_MS',
    description: 'Time that a stopping process has to finish the work in progress.',
    example: '10s',
    default: 10_000,
  }),
  ...tracingSettings,
};

/** For a service that has its own role in PostgreSQL. */
export const databaseSettings = {
  databaseUrl: setting.url({
    env: 'DATABASE_URL',
    description: "The PostgreSQL database, as this service's own role.",
    example: 'postgres://sentinai_triage:password@localhost:5432/sentinai',
    schemes: ['postgres', 'postgresql'],
    secret: true,
    rule: ({ databaseUrl }) => sslModeOf(String(databaseUrl)).fault,
  }),
  ...databaseTlsSettings,
  databasePoolSize: setting.integer({
    env: 'DATABASE_POOL_SIZE',
    description: 'Maximum number of database connections that this process holds open.',
    example: '10',
    default: 10,
    minimum: 1,
    maximum: 500,
  }),
};

/** For a service with its own PostgreSQL role. */
export const kafkaSettings = {
  kafkaBrokers: setting.list({
    env: 'KAFKA_BROKERS',
    description: 'The Kafka bootstrap brokers, as a comma-separated list of host:port.',
    example: 'localhost:9092,localhost:9093',
    itemPattern: '^[^\\s:/]+:\\d{1,5}$',
  }),
  kafkaClientId: setting.text({
    env: 'KAFKA_CLIENT_ID',
    description: "Name of this client in the brokers' logs, quotas and metrics.",
    example: 'sentinai-triage',
    default: 'sentinai',
  }),
  kafkaGroupPrefix: setting.text({
    env: 'KAFKA_GROUP_PREFIX',
    description:
      'First part of the names of consumer groups: `sentinai.triage`. The same in all services of an installation.',
    example: 'sentinai',
    default: 'sentinai',
    pattern: '^[\\w-]{1,100}$',
  }),
  ...kafkaSecuritySettings,
};

/** For a service that uses Redis or Valkey. */
export const redisSettings = {
  redisUrl: setting.url({
    env: 'REDIS_URL',
    description: 'The Redis or Valkey server; `rediss://` uses TLS.',
    example: 'redis://localhost:6379/0',
    schemes: ['redis', 'rediss'],
    secret: true,
  }),
  ...redisTlsSettings,
};

const CLAIM_NAME = '^[^\\s]{1,256}$';

/** For an HTTP API. With these, its routes accept tokens; without them, only `@Public()` routes may exist. */
export const authSettings = {
  authIssuer: setting.text({
    env: 'AUTH_ISSUER',
    description: 'The issuer (`iss`) that tokens must name.',
    example: 'https://login.example.com/',
    rule: ({ authIssuer, authJwksUrl }) =>
      authJwksUrl !== undefined || /^https?:\/\//.test(String(authIssuer))
        ? undefined
        : 'is not an http or https URL, so its keys cannot be found: set AUTH_JWKS_URL',
  }),
  authAudience: setting.text({
    env: 'AUTH_AUDIENCE',
    description: 'The audience (`aud`) that tokens must name.',
    example: 'sentinai',
  }),
  authJwksUrl: setting.optional(
    setting.url({
      env: 'AUTH_JWKS_URL',
      description:
        "URL of the issuer's public keys (JWKS), which verify token signatures; absent: taken from the issuer's " +
        '`/.well-known/openid-configuration`.',
      example: 'https://login.example.com/.well-known/jwks.json',
      schemes: ['http', 'https'],
    }),
  ),
  authRolesClaim: setting.text({
    env: 'AUTH_ROLES_CLAIM',
    description: 'The token claim with the roles, a list of words; a dot descends into an object.',
    example: 'realm_access.roles',
    default: 'roles',
    pattern: CLAIM_NAME,
  }),
  authTenantsClaim: setting.text({
    env: 'AUTH_TENANTS_CLAIM',
    description: 'The token claim with the tenant ids, a list of words; a dot descends into an object.',
    example: 'https://sentinai.example.com/tenants',
    default: 'tenants',
    pattern: CLAIM_NAME,
  }),
};
