import { workerSettings } from '@sentinai/messaging';
import { authSettings, databaseSettings, defineConfig, httpPort, setting } from '@sentinai/service-kit';

export const toolConfig = defineConfig({
  httpPort: httpPort(9005),
  ...databaseSettings,
  ...workerSettings,
  ...authSettings,
  // As many as may be called at once.
  batchMaxEvents: setting.integer({
    env: 'BATCH_MAX_EVENTS',
    description: 'The most tool calls that share a transaction.',
    example: '250',
    default: 250,
    minimum: 1,
    maximum: 1_000,
  }),
  // A tool may be away for minutes: ten attempts wait for four at least.
  retryMaxAttempts: setting.integer({
    env: 'RETRY_MAX_ATTEMPTS',
    description: 'How often a call is tried while the circuit of its tool is open, before it fails.',
    example: '10',
    default: 10,
    minimum: 1,
    maximum: 100,
  }),
  allowedPrivateHosts: setting.text({
    env: 'TOOL_ALLOWED_PRIVATE_HOSTS',
    description:
      'Hosts of tools that may have a private address, as host or host:port between commas; "none" for none.',
    example: 'ledger.internal,10.0.0.5:8080',
    default: 'none',
  }),
  hostAliases: setting.text({
    env: 'TOOL_HOST_ALIASES',
    description:
      'Where the host names in tool endpoints really are, as name=host:port between commas; "none" for none.',
    example: 'demo-tools=127.0.0.1:9400',
    default: 'none',
  }),
  secretsDirectory: setting.optional(
    setting.text({
      env: 'TOOL_SECRETS_DIRECTORY',
      description: 'The folder whose subfolders, one a tenant, file: references in tools may point into.',
      example: '/var/run/secrets/tools',
    }),
  ),
});
