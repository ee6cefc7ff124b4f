/** Facts of a case that rules left open, and people settle. */
import type { Undecided } from '@sentinai/contracts';
import type { ExceptionPatch } from './case-file.ts';
import type { ExceptionRecord } from './exception-record.ts';

/** The patch of a case of which somebody has decided a fact; empty when the fact was not open. */
export function settled({ undecided }: Pick<ExceptionRecord, 'undecided'>, decided: Undecided['fact']): ExceptionPatch {
  const open = undecided.filter(({ fact }) => fact !== decided);
  return open.length === undecided.length ? {} : { undecided: open };
}
