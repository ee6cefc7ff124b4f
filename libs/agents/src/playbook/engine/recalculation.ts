/**
 * Matches the playbook again, against the current exception and configuration. When another playbook matches, a running one is
 * stopped and the other starts; when the same one matches, or none, nothing changes.
 */
import { PlaybookMatched } from '@sentinai/contracts';
import {
  type CaseFile,
  type Decision,
  NOTHING_TO_DO,
  matchFactsOf,
  matchPlaybook,
  settled,
  stopPlaybook,
  emit,
} from '@sentinai/domain';
import { startPlaybook } from './playbook-engine.ts';

/** @param requester the person who requested it: they may not approve actions of the new run */
export function recalculate(file: CaseFile, requester: string, causeId: string): Decision {
  const { exception, config, now } = file;
  // An exception without a verdict yet will be matched by policy itself.
  if (exception.status === 'resolved' || (exception.policy?.decision ?? 'block') === 'block') return NOTHING_TO_DO;
  const { playbook, candidates } = matchPlaybook(config, matchFactsOf(config, exception), now);
  if (!playbook || playbook.playbookId === exception.currentPlaybookId) return NOTHING_TO_DO;
  const { playbookId, name, version } = playbook;
  const { type: exception_type, severity } = exception;
  const reason = `replaced by ${name}`;
  const stopped = stopPlaybook(exception, { outcome: 'superseded', reason, now });
  const patch = {
    currentPlaybookId: playbookId,
    humanTouches: exception.humanTouches + 1,
    ...settled(exception, 'playbook'),
  };
  const free = { ...exception, ...patch, playbookRun: null, currentStep: null, timerAt: null };
  const undecided = [...free.undecided];
  const matched = { playbook_id: playbookId, name, version, exception_type, severity, candidates, undecided };
  const started = startPlaybook({ ...file, exception: free, playbook }, playbook, {
    matched,
    causeId,
    requestedBy: requester,
  });
  return {
    patch: { ...patch, ...started.patch },
    events: [...stopped.events, emit(PlaybookMatched, matched), ...started.events],
  };
}
