/** When to stop: on Ctrl-C, `kill`, a closed terminal, or the end of the process that started us. */

/**
 * Begins to listen; from now on these signals do not end the process by themselves.
 * @returns resolves at the first request, with its name. Later requests change nothing: the stop is under way.
 */
export function untilStopRequested(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
    process.on('disconnect', () => resolve('SIGHUP'));
  });
}

/** The exit code a shell expects after this signal. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  const numbers: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
  return 128 + (numbers[signal] ?? 0);
}
