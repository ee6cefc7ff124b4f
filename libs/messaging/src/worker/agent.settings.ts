/** Settings of one agent in a host of several: they replace the process's own, for that agent only. */
import type { PipelineWorker } from '@sentinai/contracts';
import { type ConfigOf, setting } from '@sentinai/service-kit';
import type { TInteger, TOptional } from 'typebox';
import { workerSettings } from '../kafka/kafka.settings.ts';

/** The settings that belong to an agent, and not to the process. */
const OF_AN_AGENT = ['batchMaxEvents', 'retryMaxAttempts', 'retryFirstDelayMs', 'retryLongestDelayMs'] as const;
type AgentSetting = (typeof OF_AN_AGENT)[number];

export type AgentSettings = Pick<ConfigOf<typeof workerSettings>, AgentSetting>;

/**
 * Declares the settings of one agent: `TOOL_RETRY_MAX_ATTEMPTS` for `RETRY_MAX_ATTEMPTS` of `tool`, and so on.
 * @param defaults where the agent differs from the others; an absent one is the process's
 */
export function settingsOfAgent<Name extends PipelineWorker>(
  name: Name,
  defaults: Partial<AgentSettings> = {},
): Record<`${Name}.${AgentSetting}`, TOptional<TInteger>> {
  const prefix = `${name.toUpperCase().replaceAll('-', '_')}_`;
  const settings = OF_AN_AGENT.map((key) => {
    const { env, description, example, kind, minimum, maximum } = workerSettings[key] as unknown as Declared;
    const own = {
      env: prefix + env,
      description: `${description} For the agent ${name}; without it, ${env} holds.`,
      example,
      default: defaults[key],
      minimum,
      maximum,
    };
    return [`${name}.${key}`, setting.optional(setting[kind](own))];
  });
  return Object.fromEntries(settings) as Record<`${Name}.${AgentSetting}`, TOptional<TInteger>>;
}

/** Returns the settings that hold for an agent of this process. */
export function settingsFor(name: string, config: ConfigOf<typeof workerSettings>): AgentSettings {
  const own = config as unknown as Readonly<Record<string, number | undefined>>;
  return Object.fromEntries(
    OF_AN_AGENT.map((key) => [key, own[`${name}.${key}`] ?? config[key]]),
  ) as unknown as AgentSettings;
}

interface Declared {
  env: string;
  description: string;
  example: string;
  kind: 'integer' | 'duration';
  minimum: number;
  maximum: number;
}
