import type { PackPlaybook } from '@sentinai/domain';
import { anException, aCaseFile, anEvent, NOW } from '@sentinai/domain/testing';
import { contractDisagreements } from '@sentinai/messaging/agent';
import { SOURCE_OF_RECORD, aRun } from '../testing/a-run.ts';
import { PlaybookAgent } from './playbook.agent.ts';

const MANUAL: PackPlaybook['steps'][number] = {
  name: 'call',
  action_type: 'manual',
  params: { instruction: 'Call' },
};

it('consumes what the contracts say it consumes', () => {
  expect(contractDisagreements(PlaybookAgent)).toEqual([]);
});

it('starts the playbook that policy matched, once', () => {
  const run = aRun([MANUAL]);

  expect(run.start().types).toContain('PlaybookStarted');
  expect(run.start().types).toEqual([]);
});

it('sets an event aside whose playbook is not there', () => {
  const file = aCaseFile({ exception: anException().with({ currentPlaybookId: 99 }) });
  const matched = {
    playbook_id: 99,
    name: 'gone',
    version: 1,
    exception_type: 'CASH_BREAK',
    severity: 'high' as const,
    candidates: [],
    undecided: [],
  };

  expect(() => new PlaybookAgent().decide(anEvent('PlaybookMatched', matched), file)).toThrow('Playbook 99');
});

describe('the end of the SLA', () => {
  const expired = { sla_deadline: NOW.toISOString(), severity: 'high', minutes_overdue: 0 };

  it('hands the exception on, once, while its playbook goes on', () => {
    const run = aRun([MANUAL]);
    run.start();

    const first = run.give('SLAExpired', expired);

    expect(first.types).toEqual(['ExceptionEscalated']);
    expect(first.data('ExceptionEscalated')).toMatchObject({ reason: 'sla_expired', escalated_to: null });
    expect(run.exception).toMatchObject({ status: 'escalated', currentStep: 1, playbookRun: { status: 'running' } });
    expect(run.give('SLAExpired', expired).types).toEqual([]);
  });

  it('tells whom it goes to', () => {
    const policy = { decision: 'allow' as const, reasons: [], approval_required: false, route_to: 'desk' };
    const run = aRun([MANUAL], { exception: anException().with({ policy }) });

    expect(run.give('SLAExpired', expired).data('ExceptionEscalated')).toMatchObject({ escalated_to: 'desk' });
  });

  it('concerns a resolved exception no more', () => {
    const run = aRun([{ name: 'end', action_type: 'resolve' }]);
    run.start();

    expect(run.give('SLAExpired', expired).types).toEqual([]);
  });

  it('does not overrule a source that is the system of record', () => {
    const run = aRun([MANUAL], SOURCE_OF_RECORD);

    const { types, patch } = run.give('SLAExpired', expired);

    expect(types).toEqual(['ExceptionEscalated']);
    expect(patch).toEqual({ milestones: { ingested_at: NOW.toISOString(), escalated_at: NOW.toISOString() } });
  });
});
