import {
  EXCEPTION_COMMANDS,
  EXCEPTION_STATUSES,
  type ExceptionCommand,
  type ExceptionStatus,
} from '@sentinai/contracts';
import {
  STATUS_MOVES,
  type StatusMove,
  isLegal,
  legalCommands,
  movedStatus,
  refusalOf,
  statusAfter,
} from './status-machine.ts';

const WHILE_OPEN: ExceptionCommand[] = [
  'assign',
  'comment',
  'change_severity',
  'escalate',
  'resolve',
  'recalculate',
  'triage',
  'evaluate_policy',
];

it.each<[ExceptionStatus, ExceptionCommand[]]>([
  ['open', WHILE_OPEN],
  ['analyzing', WHILE_OPEN],
  ['escalated', WHILE_OPEN.filter((command) => command !== 'escalate')],
  ['resolved', ['comment', 'reopen']],
])('an exception that is %s obeys %j', (status, commands) => {
  expect(legalCommands({ status, sourceIsAuthority: false })).toEqual(commands);
});

it.each(EXCEPTION_STATUSES)('leaves the end of a case that is %s to a source of record, and nothing else', (status) => {
  const ours = legalCommands({ status, sourceIsAuthority: false });

  expect(legalCommands({ status, sourceIsAuthority: true })).toEqual(
    ours.filter((command) => command !== 'resolve' && command !== 'reopen'),
  );
});

it.each<[ExceptionStatus, StatusMove, ExceptionStatus | null]>([
  ['open', 'take_up', 'analyzing'],
  ['analyzing', 'take_up', null],
  ['open', 'escalate', 'escalated'],
  ['analyzing', 'escalate', 'escalated'],
  ['resolved', 'escalate', null],
  ['escalated', 'resolve', 'resolved'],
  ['resolved', 'resolve', null],
  ['resolved', 'reopen', 'open'],
  ['open', 'reopen', null],
])('from %s, %s leads to %s', (status, move, to) => {
  expect(statusAfter(status, move)).toBe(to);
  expect(movedStatus(status, move)).toBe(to ?? status);
});

it('has a way out of every status', () => {
  const left = Object.values(STATUS_MOVES).flatMap(({ from }) => from);

  expect([...new Set<ExceptionStatus>(left)].sort()).toEqual([...EXCEPTION_STATUSES].sort());
});

it('gives a reason for what is not legal, and none for what is', () => {
  for (const status of EXCEPTION_STATUSES) {
    for (const sourceIsAuthority of [true, false]) {
      for (const command of EXCEPTION_COMMANDS) {
        const situation = { status, sourceIsAuthority };
        expect(refusalOf(command, situation) === null).toBe(isLegal(command, situation));
      }
    }
  }
  expect(refusalOf('resolve', { status: 'open', sourceIsAuthority: true })).toMatch(/source is the system of record/);
  expect(refusalOf('reopen', { status: 'open', sourceIsAuthority: true })).toMatch(/that is open/);
});
