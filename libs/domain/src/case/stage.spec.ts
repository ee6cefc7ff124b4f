import type { Stage, StepStatus } from '@sentinai/contracts';
import { type ExceptionBuilder, anException } from '../testing/exception.builder.ts';
import type { PlaybookRun } from './exception-record.ts';
import { stageOf } from './stage.ts';

const POLICY = { decision: 'allow', reasons: [], approval_required: false, route_to: null } as const;
const AT = '2026-11-20T12:00:00.000Z';

const aRun = (status: PlaybookRun['status'], ...steps: StepStatus[]): PlaybookRun => ({
  playbook_id: 1,
  name: 'fix',
  version: 1,
  status,
  matched: { exception_type: 'BREAK', severity: 'high' },
  started_at: AT,
  steps: steps.map((step, index) => ({
    order: index + 1,
    name: `step ${index + 1}`,
    action_type: 'notify',
    status: step,
    attempts: 1,
  })),
});

const evaluated = anException().with({ policy: { ...POLICY, reasons: [] }, milestones: { triaged_at: AT } });
const matched = evaluated.with({ currentPlaybookId: 1 });

describe('the stage follows from the facts', () => {
  it.each<[string, ExceptionBuilder, Stage]>([
    ['nobody has looked at it', anException(), 'ingested'],
    ['intake has', anException().with({ milestones: { normalized_at: AT } }), 'normalized'],
    ['triage has', anException().with({ milestones: { normalized_at: AT, triaged_at: AT } }), 'triaged'],
    ['policy found a playbook', matched, 'evaluated'],
    ['policy found none', evaluated, 'finished'],
    [
      'the playbook is between steps',
      matched.with({ playbookRun: aRun('running', 'completed', 'pending') }),
      'playbook',
    ],
    ['a tool is called', matched.with({ playbookRun: aRun('running', 'completed', 'running') }), 'awaiting_tool'],
    ['an approval is due', matched.with({ playbookRun: aRun('running', 'awaiting_approval') }), 'awaiting_approval'],
    ['a person is to act', matched.with({ playbookRun: aRun('running', 'awaiting_person') }), 'awaiting_person'],
    ['the playbook has ended', matched.with({ playbookRun: aRun('completed', 'completed') }), 'finished'],
    ['the playbook has failed', matched.with({ playbookRun: aRun('failed', 'failed') }), 'finished'],
    [
      'it is resolved, whatever its playbook waits for',
      matched.withStatus('resolved').with({ playbookRun: aRun('running', 'awaiting_person') }),
      'finished',
    ],
  ])('%s', (_case, exception, stage) => {
    expect(stageOf(exception.build())).toBe(stage);
  });
});
