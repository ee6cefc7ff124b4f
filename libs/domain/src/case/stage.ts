/** Returns the stage an exception has reached, derived from its facts so that no worker can set it wrong. */
import type { Stage } from '@sentinai/contracts';
import type { ExceptionRecord, PlaybookRun } from './exception-record.ts';

type StageFacts = Pick<ExceptionRecord, 'status' | 'playbookRun' | 'policy' | 'currentPlaybookId' | 'milestones'>;

export function stageOf(record: StageFacts): Stage {
  if (record.status === 'resolved') return 'finished';
  if (record.playbookRun) return stageOfRun(record.playbookRun);
  if (record.policy) return record.currentPlaybookId === null ? 'finished' : 'evaluated';
  if (record.milestones.triaged_at) return 'triaged';
  return record.milestones.normalized_at ? 'normalized' : 'ingested';
}

function stageOfRun(run: PlaybookRun): Stage {
  if (run.status !== 'running') return 'finished';
  for (const { status } of run.steps) {
    if (status === 'awaiting_approval' || status === 'awaiting_person') return status;
    if (status === 'running') return 'awaiting_tool';
  }
  return 'playbook';
}
