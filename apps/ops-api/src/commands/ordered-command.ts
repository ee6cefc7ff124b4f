/** A command as submitted by a person, for one exception or many. */
import type { CaseCommandSubmitted } from '@sentinai/contracts';

export type OrderedCommand = Omit<CaseCommandSubmitted, 'actor_id' | 'command'> & {
  command: Exclude<CaseCommandSubmitted['command'], 'recalculate'>;
};
