import type { ExceptionNormalized } from '@sentinai/contracts';
import type { PlaybookRun } from '@sentinai/domain';
import { type Packs, NOW, anException } from '@sentinai/domain/testing';
import { DEADLINE, HAPPENED, HOUR, triage } from '../testing/a-triage.ts';

describe('where the source is the system of record', () => {
  const config: Packs = {
    pack: {
      normalization: {
        source_status: '$.state',
        status: { authority: 'source', map: { Closed: 'resolved' }, default: 'analyzing' },
      },
    },
  };
  const known = anException().ofType('CASH_BREAK').withSeverity('low').withStatus('analyzing').dueAt(DEADLINE);
  const BEFORE = new Date(DEADLINE.getTime() - 1);
  const AFTER = new Date(DEADLINE.getTime() + 1);
  const follow = (fields: Partial<ExceptionNormalized>, exception = known) =>
    triage({ update: true, source_status: 'Closed', ...fields }, { exception, config });

  it.each([
    ['before its deadline met its SLA', BEFORE, 'met'],
    ['after its deadline missed it', AFTER, 'missed'],
  ])('a case resolved %s, at the time the source says', (_case, time, slaState) => {
    const { types, data, patch } = follow({ status: 'resolved', source_updated_at: time.toISOString() });

    expect(types).toEqual(['ExceptionResolved']);
    expect(data('ExceptionResolved')).toEqual({
      resolved_at: time.toISOString(),
      resolved_by: 'source:Murex',
      resolution: 'Closed',
    });
    expect(patch).toMatchObject({
      status: 'resolved',
      resolvedAt: time,
      slaState,
      slaNextAt: null,
      milestones: { ingested_at: NOW.toISOString(), triaged_at: NOW.toISOString(), resolved_at: time.toISOString() },
    });
  });

  it('a source that does not say when resolves now', () => {
    expect(follow({ status: 'resolved' }).patch.resolvedAt).toEqual(NOW);
  });

  it('a deadline that moves with the same state decides whether the SLA was met', () => {
    const exception = known.dueAt(BEFORE);

    const { types, patch } = follow({ status: 'resolved', source_updated_at: DEADLINE.toISOString() }, exception);

    expect(types).toEqual(['TriageCompleted', 'ExceptionResolved']);
    expect(patch).toMatchObject({ slaDeadline: DEADLINE, slaState: 'met', slaNextAt: null });
  });

  it('a case whose first state is resolved is triaged and resolved at once', () => {
    const { types, data, patch } = follow({ update: false, status: 'resolved' }, anException());

    expect(types).toEqual(['TriageCompleted', 'ExceptionResolved']);
    expect(data('TriageCompleted')).toMatchObject({ status: 'resolved' });
    expect(patch).toMatchObject({ status: 'resolved', slaState: 'met', slaNextAt: null });
  });

  it.each([
    ['a person', 'awaiting_person', 'stopped'],
    ['an approval', 'awaiting_approval', 'stopped'],
    ['a tool, which is left to answer', 'running', 'running'],
  ] as const)('a case resolved while its playbook waits for %s', (_case, status, outcome) => {
    const playbookRun: PlaybookRun = {
      playbook_id: 1,
      name: 'fix',
      version: 1,
      status: 'running',
      matched: { exception_type: 'CASH_BREAK', severity: 'low' },
      started_at: NOW.toISOString(),
      steps: [{ order: 1, name: 'call', action_type: 'manual', status, attempts: 1 }],
    };
    const waiting = known.with({ playbookRun, currentStep: 1, currentPlaybookId: 1 });

    const { types, patch } = follow({ status: 'resolved' }, waiting);

    const told = outcome === 'stopped' ? ['PlaybookStepSkipped', 'PlaybookCompleted'] : [];
    expect(types).toEqual(['ExceptionResolved', ...told]);
    expect({ ...waiting.build(), ...patch }.playbookRun?.status).toBe(outcome);
  });

  it('a case that stays resolved keeps its time, and says nothing again', () => {
    const { types, patch } = follow(
      { status: 'resolved', source_updated_at: AFTER.toISOString() },
      known.resolvedAt(BEFORE).with({ slaState: 'met' }),
    );

    expect(types).toEqual([]);
    expect(patch).toMatchObject({ resolvedAt: BEFORE, slaState: 'met' });
  });

  it('a case that is open again runs its clock, and is triaged again: perhaps it never had a playbook', () => {
    const exception = known.resolvedAt(BEFORE).with({ slaState: 'met' });

    const { types, data, patch } = follow({ status: 'analyzing', source_status: 'Reopened' }, exception);

    expect(types).toEqual(['TriageCompleted', 'ExceptionReopened']);
    expect(data('ExceptionReopened')).toEqual({ reopened_by: 'source:Murex', reason: 'Reopened' });
    expect(patch).toMatchObject({
      status: 'analyzing',
      resolvedAt: null,
      slaState: 'running',
      slaNextAt: new Date(HAPPENED.getTime() + 1.6 * HOUR),
    });
  });

  it('a case resolved a second time has its second time', () => {
    const reopened = known.with({ resolvedAt: null, milestones: { resolved_at: BEFORE.toISOString() } });

    const { types, patch } = follow({ status: 'resolved', source_updated_at: AFTER.toISOString() }, reopened);

    expect(types).toEqual(['ExceptionResolved']);
    expect(patch).toMatchObject({ resolvedAt: AFTER, slaState: 'missed' });
    expect(patch.milestones).toMatchObject({ resolved_at: AFTER.toISOString() });
  });

  it('an open state is the status of the case', () => {
    const { types, patch } = follow({ status: 'open' });

    expect(types).toEqual([]);
    expect(patch).toMatchObject({ status: 'open' });
  });

  it('a source with a long name still resolves', () => {
    const { data } = follow({ status: 'resolved', source_system: 'x'.repeat(256) });

    expect(String(data('ExceptionResolved').resolved_by)).toHaveLength(256);
  });
});

describe('where the platform decides the status', () => {
  it('what the source calls resolved is not', () => {
    const { types, patch } = triage({ source_status: 'Closed', status: null });

    expect(types).toEqual(['TriageCompleted']);
    expect(patch).toMatchObject({ status: 'analyzing' });
  });

  it('a resolved case stays so when its source reports on, and its clock stays still', () => {
    const resolved = anException().ofType('CASH_BREAK').dueAt(NOW).resolvedAt(NOW).with({ slaState: 'met' });

    const { types, patch } = triage({ update: true, exception_type: 'SETTLEMENT_FAIL' }, { exception: resolved });

    expect(types).toEqual(['TriageCompleted']);
    expect(patch).toMatchObject({ status: 'resolved', type: 'SETTLEMENT_FAIL' });
    expect(patch).not.toHaveProperty('slaState');
  });
});
