/** Loads service settings in a command: an invalid setting is reported like any other user error. */
import { ConfigError } from '@sentinai/service-kit';
import { CommandError } from '../run-program.ts';

/** @throws {CommandError} instead of the ConfigError that `load` throws */
export function commandSettings<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    throw error instanceof ConfigError ? new CommandError(error.message, { cause: error }) : error;
  }
}
