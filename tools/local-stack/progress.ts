/** Progress output while the stack starts: one line per finished step. */

export interface Progress {
  note(line: string): void;
  /** Runs a step and reports its duration. A string that the step returns is added: `PostgreSQL ready in 0.9 s (port 5442)`. */
  step(label: string, work: () => Promise<string | void>): Promise<void>;
}

/** Writes to standard output. */
export const terminalProgress: Progress = progressTo((line) => console.log(line));

/** Prints nothing; for tests. */
export const silentProgress: Progress = progressTo(() => undefined);

function progressTo(write: (line: string) => void): Progress {
  return {
    note: write,
    async step(label, work) {
      const started = performance.now();
      const detail = await work();
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      write(`  ${label} in ${seconds} s${detail ? ` (${detail})` : ''}`);
    },
  };
}
