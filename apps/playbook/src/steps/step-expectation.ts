/** Checks that the API makes at once: refuses a command to a step that does not wait, or from a person who may not give it. Pure. */
import type { StepCommand } from '@sentinai/contracts';
import {
  type ApprovalObstacle,
  type ExceptionRecord,
  type ExpectedStep,
  approvalObstacle,
  expectedStep,
} from '@sentinai/domain';
import { type Principal, ProblemException } from '@sentinai/service-kit';

/** @throws ProblemException `not_found`, `step_not_expected`; for an approval also `forbidden`, `conflict` */
export function requireExpected(
  exception: ExceptionRecord,
  { order, command }: { order: number; command: StepCommand },
  user: Principal,
): void {
  const run = exception.playbookRun;
  const step = run?.steps[order - 1];
  if (run && !step) throw new ProblemException('not_found', `The playbook ${run.name} has no step ${order}.`);
  const expected = expectedStep(exception);
  if (!step || !expected || expected.order !== order) throw notExpected(expected);
  if (!expected.commands.includes(command)) throw notExpected(expected);
  const obstacle = command === 'approve' ? approvalObstacle(step, user) : null;
  if (obstacle !== null) throw refusedApproval(obstacle, step.approval?.roles ?? []);
}

function notExpected(expected: ExpectedStep | null): ProblemException {
  if (!expected) {
    return new ProblemException('step_not_expected', 'No step waits for a person.', {
      extensions: { expected_step: null },
    });
  }
  const { order, commands } = expected;
  return new ProblemException(
    'step_not_expected',
    `Step ${order} is the one that waits, for: ${commands.join(', ')}.`,
    {
      extensions: { expected_step: order, legal: [...commands] },
    },
  );
}

function refusedApproval(obstacle: ApprovalObstacle, roles: readonly string[]): ProblemException {
  switch (obstacle) {
    case 'role':
      return new ProblemException('forbidden', `Only these roles may approve this step: ${roles.join(', ')}.`);
    case 'requester':
      return new ProblemException('forbidden', 'You requested this action, so another person has to approve it.');
    case 'already':
      return new ProblemException('conflict', 'You have already approved this step.');
  }
}
