/** What people's commands about the case as a whole do to it. */
import type { CaseCommandSubmitted } from '@sentinai/contracts';
import { type CaseFile, type Decision, NOTHING_TO_DO } from '@sentinai/domain';

/** Obeys a command, or emits nothing when the case has moved on and the command is no longer legal. */
export function obeyCaseCommand(_file: CaseFile, _command: CaseCommandSubmitted): Decision {
  return NOTHING_TO_DO;
}
