/** Runs a commander program and returns an exit code. A failure is one line on stderr, without a stack. */
import { CommanderError, type Command } from 'commander';

/** A failure that the user can fix, such as a missing file or a refused request. Its message is for the user. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
}

/**
 * Runs `program` with `args` (without node and script).
 *
 * @returns 0, or 1 after a {@link CommandError} or wrong arguments. Any other error is a defect and is thrown.
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<number> {
  // Subcommands inherit this only when created afterwards, so it is set on each.
  for (const command of [program, ...program.commands]) command.exitOverride();
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode; // commander has printed it
    if (!(error instanceof CommandError)) throw error;
    console.error(`error: ${error.message}`);
    return 1;
  }
}
