/**
 * Returns the processor time of this process that the work took, in milliseconds: other load on the machine does not
 * count.
 */
export function cpuMilliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
