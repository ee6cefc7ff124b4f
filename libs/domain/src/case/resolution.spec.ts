import { anException } from '../testing/exception.builder.ts';
import { reopenPatch, resolvePatch, slaOutcome } from './resolution.ts';

const NOON = new Date('2026-11-20T12:00:00.000Z');
const LATER = new Date('2026-11-20T12:00:00.001Z');

it.each([
  ['none without a deadline', null, 'none'],
  ['met at the very deadline', NOON, 'met'],
  ['met before it', LATER, 'met'],
  ['missed a millisecond after it', new Date(NOON.getTime() - 1), 'missed'],
])('an SLA is %s', (_case, deadline, outcome) => {
  expect(slaOutcome(NOON, deadline)).toBe(outcome);
});

describe('resolving', () => {
  it('stops the clock, says how the SLA ended, and keeps the milestones', () => {
    const exception = anException()
      .dueAt(NOON)
      .with({ slaNextAt: NOON, milestones: { ingested_at: 'before' } })
      .build();

    expect(resolvePatch(exception, LATER)).toEqual({
      status: 'resolved',
      resolvedAt: LATER,
      slaState: 'missed',
      slaNextAt: null,
      milestones: { ingested_at: 'before', resolved_at: LATER.toISOString() },
    });
  });

  it('goes by the deadline in force, when it has just moved', () => {
    const exception = anException().dueAt(NOON).build();

    expect(resolvePatch(exception, LATER, LATER)).toMatchObject({ slaState: 'met' });
    expect(resolvePatch(exception, LATER, null)).toMatchObject({ slaState: 'none' });
  });
});

describe('reopening', () => {
  const ended = anException()
    .dueAt(LATER)
    .with({ milestones: { ingested_at: 'before', escalated_at: 'then', resolved_at: 'later' } })
    .resolvedAt(NOON);

  it('forgets the end, and that it was escalated, and runs the clock again', () => {
    expect(reopenPatch(ended.build())).toMatchObject({
      status: 'open',
      resolvedAt: null,
      slaState: 'running',
      slaNextAt: expect.any(Date),
      milestones: { ingested_at: 'before' },
    });
    expect(Object.keys(reopenPatch(ended.build()).milestones ?? {})).toEqual(['ingested_at']);
  });

  it('starts no clock without a deadline', () => {
    expect(reopenPatch(ended.with({ slaDeadline: null }).build())).toMatchObject({ slaState: 'none', slaNextAt: null });
  });
});
