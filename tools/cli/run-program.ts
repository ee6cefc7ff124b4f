/** From a commander program to an exit code: what went wrong is said in one line on stderr, without a stack. */
import { CommanderError, type Command } from 'commander';

/** A failure its user can do something about: a file that is missing, a server that refuses. The message is for them. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
}

/**
 * Runs `program` with `args` (without node and script).
 *
 * @returns 0, or 1 after a {@link CommandError} or wrong arguments. Any other error is a defect and is thrown.
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<number> {
  // Subcommands take this over when they are made, which was before.
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
