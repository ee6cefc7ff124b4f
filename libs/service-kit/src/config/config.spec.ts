import { inspect } from 'node:util';
import { ConfigError, defineConfig, loadConfig } from './config.ts';
import { setting } from './setting.ts';
import { authSettings, databaseSettings, httpPort, kafkaSettings } from './shared-settings.ts';

const DATABASE_URL = 'postgres://sentinai_triage:hunter2@localhost:5432/sentinai';

const triage = defineConfig({
  httpPort: httpPort(9002),
  ...databaseSettings,
  ...kafkaSettings,
  batchWait: setting.duration({ env: 'BATCH_WAIT', description: 'Wait.', example: '5ms', default: 5, maximum: 60_000 }),
  dryRun: setting.boolean({ env: 'DRY_RUN', description: 'Change nothing.', example: 'true', default: false }),
  hook: setting.optional(
    setting.url({ env: 'HOOK_URL', description: 'Hook.', example: 'https://x.test', schemes: ['https'] }),
  ),
});

const complete = { DATABASE_URL, KAFKA_BROKERS: 'one:9092, two:9092,' };

function faultsOf(env: Record<string, string>): Record<string, string> {
  try {
    loadConfig(triage, env);
  } catch (error) {
    if (error instanceof ConfigError) return Object.fromEntries(error.faults.map((f) => [f.env, f.problem]));
    throw error;
  }
  return {};
}

describe('loadConfig', () => {
  it('parses strings into typed values and fills in defaults', () => {
    const config = loadConfig(triage, { ...complete, BATCH_WAIT: '1.5s', DRY_RUN: 'yes', LOG_LEVEL: 'debug' });

    expect({ ...config }).toMatchObject({
      httpPort: 9002,
      httpHost: '0.0.0.0',
      logLevel: 'debug',
      shutdownTimeoutMs: 10_000,
      databaseUrl: DATABASE_URL,
      databasePoolSize: 10,
      kafkaBrokers: ['one:9092', 'two:9092'],
      batchWait: 1500,
      dryRun: true,
    });
    expect(config.hook).toBeUndefined();
  });

  it('names every missing and every wrong setting at once', () => {
    expect(
      faultsOf({
        KAFKA_BROKERS: 'localhost',
        HTTP_PORT: '70000',
        LOG_LEVEL: 'loud',
        DATABASE_POOL_SIZE: 'ten',
        BATCH_WAIT: 'soon',
        DRY_RUN: 'maybe',
        HOOK_URL: 'http://x.test',
      }),
    ).toEqual({
      DATABASE_URL: 'is missing',
      KAFKA_BROKERS: expect.stringContaining('"localhost" must match pattern'),
      HTTP_PORT: '"70000" must be <= 65535',
      LOG_LEVEL: '"loud" is not one of fatal, error, warn, info, debug, trace, silent',
      DATABASE_POOL_SIZE: '"ten" is not a whole number',
      BATCH_WAIT: '"soon" is not a duration such as 500ms, 30s, 5m, 48h or 7d',
      DRY_RUN: '"maybe" is neither true nor false',
      HOOK_URL: '"http://x.test" must start with https://',
    });
  });

  it('reports a variable that is set under its old name, and reads neither', () => {
    const renamed = 'replaces SHUTDOWN_TIMEOUT_MS, which is still set and has no effect: rename that variable';

    expect(faultsOf({ ...complete, SHUTDOWN_TIMEOUT_MS: '5s' })).toEqual({ SHUTDOWN_TIMEOUT: renamed });
    expect(faultsOf({ ...complete, SHUTDOWN_TIMEOUT_MS: '5s', SHUTDOWN_TIMEOUT: '5s' })).toEqual({
      SHUTDOWN_TIMEOUT: renamed,
    });
    expect(faultsOf({ ...complete, SHUTDOWN_TIMEOUT_MS: ' ' })).toEqual({});
    expect(loadConfig(triage, { ...complete, SHUTDOWN_TIMEOUT: '5s' }).shutdownTimeoutMs).toBe(5_000);
  });

  it('gives the purpose of each setting and an example', () => {
    const load = () => loadConfig(defineConfig(authSettings), { AUTH_AUDIENCE: 'sentinai', AUTH_JWKS_URL: 'nowhere' });

    expect(load).toThrow(
      [
        '2 settings are missing or wrong:',
        '  AUTH_ISSUER: is missing\n' +
          '    The issuer (`iss`) that tokens must name.\n' +
          '    Example: AUTH_ISSUER=https://login.example.com/',
        '  AUTH_JWKS_URL: "nowhere" is not an absolute URL\n' +
          "    URL of the issuer's public keys (JWKS), which verify token signatures; absent: taken from the issuer's `/.well-known/openid-configuration`.\n" +
          '    Example: AUTH_JWKS_URL=https://login.example.com/.well-known/jwks.json',
      ].join('\n\n'),
    );
  });

  it('never prints a secret, neither wrong nor right', () => {
    expect(faultsOf({ ...complete, DATABASE_URL: 'mysql://root:hunter2@db' }).DATABASE_URL).toBe(
      'its value must start with postgres:// or postgresql://',
    );
    const config = loadConfig(triage, complete);
    expect(JSON.stringify(config) + inspect(config)).not.toContain('hunter2');
    expect(config.databaseUrl).toBe(DATABASE_URL);
  });
});
