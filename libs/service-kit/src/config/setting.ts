/** The declaration of one setting: its environment variable, purpose, type and bounds. */
import { Type, type TArray, type TBoolean, type TInteger, type TNumber, type TSchema, type TString } from 'typebox';

/** How the text of an environment variable is parsed. */
export type SettingKind = 'text' | 'integer' | 'boolean' | 'list' | 'duration' | 'url' | 'file' | 'ratio';

/** Options of every setting. The texts appear in the message that stops a start-up. */
export interface SettingOptions<T> {
  /** Name of the environment variable. */
  env: string;
  /** The variable's name in an earlier release. It is no longer read; setting it is a fault that names the new one. */
  formerly?: string;
  /** The purpose of the setting, as one sentence. */
  description: string;
  /** A valid value, in the form used in the environment. */
  example: string;
  /** Used when the variable is absent or empty. A setting without a default is required. */
  default?: T;
  /** A secret is never printed: not in an error, nor when the configuration is logged. */
  secret?: boolean;
  /**
   * Returns what is wrong with the value in view of the other settings (by property name), in words without secrets;
   * undefined when nothing is. Called for a setting that has a value, once all have been read.
   */
  rule?: (values: Readonly<Record<string, unknown>>) => string | undefined;
}

interface Bounds {
  minimum?: number;
  maximum?: number;
}

/** The keywords that {@link setting} adds to a TypeBox schema, for `loadConfig` to read. */
export interface SettingKeywords extends SettingOptions<unknown> {
  kind: SettingKind;
  /** `url` only: the accepted schemes, without colon. */
  schemes?: readonly string[];
  /** `file` only: the file must contain PEM. */
  pem?: boolean;
}

const DURATION_BOUNDS = { minimum: 0, maximum: 2 ** 31 - 1 };

/** Builders of settings, each a TypeBox schema for a property of {@link defineConfig}. */
export const setting = {
  /** Any text, optionally matching a pattern. */
  text: (options: SettingOptions<string> & { pattern?: string; minLength?: number }): TString =>
    Type.String({ minLength: 1, ...options, kind: 'text' }),

  /** One of a closed list of words. */
  choice: <const T extends readonly string[]>(choices: T, options: SettingOptions<T[number]>) =>
    Type.Enum([...choices] as T[number][], { ...options, kind: 'text' }),

  /** An integer. */
  integer: (options: SettingOptions<number> & Bounds): TInteger => Type.Integer({ ...options, kind: 'integer' }),

  /** `true`, `false`, `yes`, `no`, `on`, `off`, `1` or `0`. */
  boolean: (options: SettingOptions<boolean>): TBoolean => Type.Boolean({ ...options, kind: 'boolean' }),

  /** Words separated by commas; surrounding spaces and empty words are dropped. */
  list: (options: SettingOptions<string[]> & { itemPattern?: string }): TArray<TString> => {
    const { itemPattern, ...rest } = options;
    const item = Type.String(itemPattern === undefined ? {} : { pattern: itemPattern });
    return Type.Array(item, { minItems: 1, ...rest, kind: 'list' });
  },

  /** A span of time, read as `250ms`, `30s`, `5m`, `48h`, `7d` or plain milliseconds. The value is in milliseconds. */
  duration: (options: SettingOptions<number> & Bounds): TInteger =>
    Type.Integer({ ...DURATION_BOUNDS, ...options, kind: 'duration' }),

  /** An absolute URL with one of the schemes. The value stays a string. */
  url: (options: SettingOptions<string> & { schemes: readonly string[] }): TString =>
    Type.String({ ...options, kind: 'url' }),

  /** A fraction between 0 and 1. */
  ratio: (options: SettingOptions<number>): TNumber =>
    Type.Number({ minimum: 0, maximum: 1, ...options, kind: 'ratio' }),

  /** The path of a file that this process can read at start-up; with `pem`, of a certificate or key. */
  file: (options: SettingOptions<string> & { pem?: boolean }): TString => Type.String({ ...options, kind: 'file' }),

  /** A setting that may be absent and has no default: its value is then `undefined`. */
  optional: <T extends TSchema>(of: T) => Type.Optional(of),
};
