import { workerSettings } from '@sentinai/messaging';
import { authSettings, databaseSettings, defineConfig, httpPort, setting } from '@sentinai/service-kit';

export const toolConfig = defineConfig({
  httpPort: httpPort(9005),
  ...databaseSettings,
  ...workerSettings,
  ...authSettings,
  // A full batch fits into the limit of concurrent calls (256, tool-http.settings.ts).
  batchMaxEvents: setting.integer({
    env: 'BATCH_MAX_EVENTS',
    description: 'Maximum number of tool calls per transaction.',
    example: '250',
    default: 250,
    minimum: 1,
    maximum: 1_000,
  }),
  // A tool may be unavailable for minutes: ten attempts span at least four.
  retryMaxAttempts: setting.integer({
    env: 'RETRY_MAX_ATTEMPTS',
    description: 'Maximum number of attempts of a call whose tool has an open circuit, before the call fails.',
    example: '10',
    default: 10,
    minimum: 1,
    maximum: 100,
  }),
  allowedPrivateHosts: setting.text({
    env: 'TOOL_ALLOWED_PRIVATE_HOSTS',
    description:
      'Tool hosts that may have a private address, as host or host:port separated by commas; "none" for none.',
    example: 'ledger.internal,10.0.0.5:8080',
    default: 'none',
  }),
  hostAliases: setting.text({
    env: 'TOOL_HOST_ALIASES',
    description:
      'Actual addresses of host names in tool endpoints, as name=host:port separated by commas; "none" for none.',
    example: 'demo-tools=127.0.0.1:9400',
    default: 'none',
  }),
  secretsDirectory: setting.optional(
    setting.text({
      env: 'TOOL_SECRETS_DIRECTORY',
      description: 'Directory for the file: references of tools; each tenant has its own subdirectory.',
      example: '/var/run/secrets/tools',
    }),
  ),
});
