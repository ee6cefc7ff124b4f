/** What people's commands about the case as a whole do to it. */
import type { CaseCommandSubmitted, EventEnvelope } from '@sentinai/contracts';
import { type CaseFile, type Decision, NOTHING_TO_DO } from '@sentinai/domain';
import { recalculate } from '../engine/recalculation.ts';

/** Obeys a command, or emits nothing when the case has moved on and the command is no longer legal. */
export function obeyCaseCommand(file: CaseFile, { id, data }: EventEnvelope<CaseCommandSubmitted>): Decision {
  if (data.command === 'recalculate') return recalculate(file, data.actor_id, id);
  return NOTHING_TO_DO;
}
