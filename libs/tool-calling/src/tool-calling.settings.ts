/** Settings of a process that calls tools: which hosts it may reach, and where secrets are. */
import { type ConfigOf, setting } from '@sentinai/service-kit';
import {
  DEFAULT_TOOL_HTTP_SETTINGS,
  type ToolHttpSettings,
  parseAllowedHosts,
  parseHostAliases,
} from './tool-http.settings.ts';

export const toolCallingSettings = {
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
};

/** @throws Error naming the entry that cannot be read */
export function toolHttpSettings(config: ConfigOf<typeof toolCallingSettings>): ToolHttpSettings {
  return {
    ...DEFAULT_TOOL_HTTP_SETTINGS,
    allowedPrivateHosts: parseAllowedHosts(given(config.allowedPrivateHosts)),
    hostAliases: parseHostAliases(given(config.hostAliases)),
    secretsDirectory: config.secretsDirectory ?? null,
  };
}

const given = (text: string): string => (text === 'none' ? '' : text);
