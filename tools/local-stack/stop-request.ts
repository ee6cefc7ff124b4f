/** Stop requests: Ctrl-C, `kill`, a closed terminal, or the end of the process that started us. */

/**
 * Starts listening; from now on these signals no longer end the process by themselves.
 * @returns a promise that resolves with the first signal. Later ones change nothing, since the stop is under way.
 */
export function untilStopRequested(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    process.on('disconnect', () => resolve('SIGHUP'));
  });
}

/** Returns the exit code that a shell expects after this signal. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  const numbers: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
  return 128 + (numbers[signal] ?? 0);
}
