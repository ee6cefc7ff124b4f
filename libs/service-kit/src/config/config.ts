/**
 * A service's configuration: declared once and read from the environment once. It yields one message with all faults,
 * or one valid object.
 */
import { inspect } from 'node:util';
import { Type, type Static, type TObject, type TProperties, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { parseSetting } from './parse-setting.ts';
import type { SettingKeywords } from './setting.ts';
import { baseSettings } from './shared-settings.ts';

/** A declared configuration, created by {@link defineConfig}. */
export interface ConfigDefinition<P extends TProperties = TProperties> {
  readonly schema: TObject<P>;
}

type WithBase<P extends TProperties> = Omit<typeof baseSettings, keyof P> & P;

/** The loaded values of a definition, or of a group of settings such as `databaseSettings`. */
export type ConfigOf<T> =
  T extends ConfigDefinition<infer P> ? Static<TObject<P>> : T extends TProperties ? Static<TObject<T>> : never;

/** The environment in the form of `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is missing or invalid. */
export interface SettingFault {
  env: string;
  /** The fault, in words. Never the value of a secret. */
  problem: string;
  description: string;
  example: string;
}

/** Thrown by {@link loadConfig}: all faults at once, each with the setting's name, purpose and example. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly SettingFault[]) {
    super([`${count(faults.length)}:`, ...faults.map(describeFault)].join('\n\n'));
  }
}

/**
 * Declares a service's settings. They always include `baseSettings`; a property of the same name replaces one.
 *
 * @example
 * export const triageConfig = defineConfig({ httpPort: httpPort(9002), ...databaseSettings, ...kafkaSettings });
 */
export function defineConfig<P extends TProperties>(settings: P): ConfigDefinition<WithBase<P>> {
  return { schema: Type.Object({ ...baseSettings, ...settings }) };
}

/**
 * Reads the settings from the environment. The result is frozen, and shows its secrets as `[secret]` when it is
 * logged or serialized.
 *
 * @throws ConfigError listing every missing or invalid setting
 */
export function loadConfig<P extends TProperties>(
  definition: ConfigDefinition<P>,
  env: Environment = process.env,
): Readonly<Static<TObject<P>>> {
  const values: Record<string, unknown> = {};
  const faults: SettingFault[] = [];
  const settings = Object.entries(definition.schema.properties);
  for (const [name, schema] of settings) {
    const read = readSetting(schema, env);
    if ('problem' in read) faults.push(read);
    else if (read.value !== undefined) values[name] = read.value;
  }
  for (const [name, schema] of settings) {
    const { rule, ...keywords } = schema as unknown as SettingKeywords;
    const problem = values[name] === undefined ? undefined : rule?.(values);
    if (problem !== undefined) faults.push(faultOf(keywords, problem));
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return concealed(values, definition.schema.properties) as Readonly<Static<TObject<P>>>;
}

function readSetting(schema: TSchema, env: Environment): { value: unknown } | SettingFault {
  const keywords = schema as unknown as SettingKeywords;
  const faulty = (problem: string): SettingFault => faultOf(keywords, problem);
  const { formerly } = keywords;
  if (formerly !== undefined && textOf(env, formerly) !== '') {
    return faulty(`replaces ${formerly}, which is still set and has no effect: rename that variable`);
  }
  const text = textOf(env, keywords.env);
  if (text === '') {
    if (keywords.default !== undefined || Type.IsOptional(schema)) return { value: keywords.default };
    return faulty('is missing');
  }
  const shown = keywords.secret ? 'its value' : JSON.stringify(text);
  const parsed = parseSetting(text, keywords);
  if ('fault' in parsed) return faulty(`${shown} ${parsed.fault}`);
  const problem = breach(schema, parsed.value);
  return problem === undefined ? parsed : faulty(`${shown} ${problem}`);
}

const textOf = (env: Environment, name: string): string => env[name]?.trim() ?? '';

const faultOf = ({ env, description, example }: SettingKeywords, problem: string): SettingFault => ({
  env,
  problem,
  description,
  example,
});

/** Returns the first rule of the schema that the value breaks, in words. */
function breach(schema: TSchema, value: unknown): string | undefined {
  const error = Value.Errors(schema, value)[0];
  if (error === undefined) return undefined;
  if (error.keyword === 'enum') return `is not one of ${error.params.allowedValues.join(', ')}`;
  return error.message;
}

/**
 * Freezes the values and hides the secrets from `JSON.stringify`, `console.log` and loggers; reading them still
 * works.
 */
function concealed(values: Record<string, unknown>, properties: TProperties): Record<string, unknown> {
  const print = () =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const { secret } = properties[name] as unknown as SettingKeywords;
        return [name, secret ? '[secret]' : value];
      }),
    );
  Object.defineProperties(values, { toJSON: { value: print }, [inspect.custom]: { value: print } });
  return Object.freeze(values);
}

function count(faults: number): string {
  return faults === 1 ? '1 setting is missing or wrong' : `${faults} settings are missing or wrong`;
}

function describeFault({ env, problem, description, example }: SettingFault): string {
  return [`  ${env}: ${problem}`, `    ${description}`, `    Example: ${env}=${example}`].join('\n');
}
