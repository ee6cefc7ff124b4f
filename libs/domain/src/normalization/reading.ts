/**
 * A value sent by a source, or the reason why it cannot be read. The reason never repeats the value, which may be
 * personal data.
 */
export type Reading<T> = { value: T } | { unreadable: string };

export const read = <T>(value: T): Reading<T> => ({ value });
export const unreadable = (reason: string): { unreadable: string } => ({ unreadable: reason });

/** Names a value's kind for a reason: `a list`, `an object`, `true or false`. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
