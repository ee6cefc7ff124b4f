/** A command as a person orders it, of one exception or of many. */
import type { CaseCommandSubmitted } from '@sentinai/contracts';

export type OrderedCommand = Omit<CaseCommandSubmitted, 'actor_id' | 'command'> & {
  command: Exclude<CaseCommandSubmitted['command'], 'recalculate'>;
};
