/** Facts of a case that rules left open for people to decide. */
import type { Undecided } from '@sentinai/contracts';
import type { ExceptionPatch } from './case-file.ts';
import type { ExceptionRecord } from './exception-record.ts';

/** Returns the patch for a case whose fact has been decided; empty when the fact was not open. */
export function settled({ undecided }: Pick<ExceptionRecord, 'undecided'>, decided: Undecided['fact']): ExceptionPatch {
  const open = undecided.filter(({ fact }) => fact !== decided);
  return open.length === undecided.length ? {} : { undecided: open };
}
