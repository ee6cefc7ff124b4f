import type { ExceptionStatus } from '@sentinai/contracts';
import { type Packs, aDomainConfig } from '../../testing/domain-config.builder.ts';
import { decided } from '../../testing/decision.ts';
import { NOW, anException } from '../../testing/exception.builder.ts';
import type { Decision } from '../case-file.ts';
import { type Refusal, inTurn, isRefusal, mover } from './case-move.ts';
import {
  escalateCase,
  escalateCaseOnce,
  followSource,
  reopenCase,
  resolveCase,
  setCaseStatus,
  takeUpCase,
} from './status-moves.ts';

const OF_THE_SOURCE: Packs = {
  pack: { normalization: { source_status: '$.s', status: { authority: 'source', map: {}, default: 'open' } } },
};
const ANN = mover('user', 'ann', NOW);
const ESCALATED_AT = '2026-11-20T10:00:00.000Z';

const aCase = (status: ExceptionStatus, packs: Packs = {}) => ({
  exception: anException().withStatus(status).build(),
  config: aDomainConfig(packs),
});

const escalatedBefore = (status: ExceptionStatus, packs: Packs = {}) => ({
  ...aCase(status, packs),
  exception: anException()
    .withStatus(status)
    .with({ milestones: { escalated_at: ESCALATED_AT } })
    .build(),
});

const outcome = (made: Decision | Refusal) =>
  isRefusal(made) ? made.refusal : [made.patch?.status, ...made.events.map(({ type }) => type)].join(' ');

describe('taking up', () => {
  it.each([
    ['open', 'analyzing'],
    ['escalated', 'escalated'],
    ['resolved', 'resolved'],
  ] as const)('%s leads to %s', (from, to) => {
    expect(takeUpCase(aCase(from))).toEqual({ status: to });
  });
});

describe('escalating', () => {
  const escalation = { reason: 'person', detail: 'Too big.', to: 'boss' } as const;

  it.each([
    ['open', 'escalated ExceptionEscalated'],
    ['analyzing', 'escalated ExceptionEscalated'],
    ['escalated', 'escalated ExceptionEscalated'],
    ['resolved', 'An exception that is resolved cannot become escalated. It can become open.'],
  ] as const)('from %s', (from, expected) => {
    expect(outcome(escalateCase(aCase(from), ANN, escalation))).toBe(expected);
  });

  it.each(['analyzing', 'resolved'] as const)('is told where the source decides, and leaves the status: %s', (from) => {
    expect(escalateCase(aCase(from, OF_THE_SOURCE), ANN, escalation)).toEqual({
      patch: { milestones: { ingested_at: NOW.toISOString(), escalated_at: NOW.toISOString() } },
      events: [{ type: 'ExceptionEscalated', data: { reason: 'person', detail: 'Too big.', escalated_to: 'boss' } }],
    });
  });

  it('goes to whoever policy routes the case to, and keeps the time of the first', () => {
    const { exception, config } = escalatedBefore('escalated');
    const policy = { decision: 'allow', reasons: [], approval_required: false, route_to: 'desk' } as const;
    const routed = { exception: { ...exception, policy: { ...policy, reasons: [] } }, config };

    const made = decided(escalateCase(routed, ANN, { reason: 'person', detail: '' }) as Decision);

    expect(made.data('ExceptionEscalated')).toMatchObject({ escalated_to: 'desk' });
    expect(made.patch.milestones).toEqual({ escalated_at: ESCALATED_AT });
  });

  it('happens once when it is automatic, and never to a resolved case', () => {
    const failed = { reason: 'playbook_failed', detail: '' } as const;

    expect(escalateCaseOnce(aCase('analyzing'), ANN, failed).events).toHaveLength(1);
    expect(escalateCaseOnce(escalatedBefore('analyzing'), ANN, failed).events).toEqual([]);
    expect(escalateCaseOnce(aCase('resolved'), ANN, failed).events).toEqual([]);
  });
});

describe('resolving and reopening', () => {
  it('a resolved case records who resolved it', () => {
    const made = decided(resolveCase(aCase('escalated'), ANN, 'Paid.') as Decision);

    expect(made.data('ExceptionResolved')).toEqual({
      resolved_at: NOW.toISOString(),
      resolved_by: 'user:ann',
      resolution: 'Paid.',
    });
    expect(made.patch).toMatchObject({ status: 'resolved', resolvedAt: NOW });
  });

  it('a reopened case has no escalation', () => {
    const made = decided(reopenCase(escalatedBefore('resolved'), ANN, 'It bounced.') as Decision);

    expect(made.data('ExceptionReopened')).toEqual({ reopened_by: 'user:ann', reason: 'It bounced.' });
    expect(made.patch).toMatchObject({ status: 'open', resolvedAt: null, milestones: {} });
  });

  it('are refused where they lead nowhere', () => {
    expect(outcome(resolveCase(aCase('resolved'), ANN, ''))).toContain('It can become open.');
    expect(outcome(reopenCase(aCase('open'), ANN, ''))).toContain('It can become analyzing or escalated or resolved.');
  });
});

describe('following the source', () => {
  const murex = mover('source', 'Murex', NOW);
  const deadline = new Date(NOW.getTime() + 1);
  const sla = { deadline, imminentAt: NOW };

  it.each<[ExceptionStatus, ExceptionStatus, string]>([
    ['analyzing', 'open', 'open'],
    ['escalated', 'analyzing', 'analyzing'],
    ['open', 'resolved', 'resolved ExceptionResolved'],
    ['resolved', 'resolved', 'resolved'],
    ['resolved', 'analyzing', 'analyzing ExceptionReopened'],
  ])('from %s to %s', (from, status, expected) => {
    expect(outcome(followSource(aCase(from, OF_THE_SOURCE), murex, { status, reason: 'x', sla }))).toBe(expected);
  });

  it('keeps the escalation of a case that is open again: policy may still be at work on an earlier state', () => {
    const { patch } = followSource(escalatedBefore('resolved', OF_THE_SOURCE), murex, {
      status: 'open',
      reason: '',
      sla,
    });

    expect(patch).toMatchObject({ resolvedAt: null, slaState: 'running' });
    expect(patch).not.toHaveProperty('milestones');
  });

  it('cuts its name to fit the event', () => {
    expect(mover('source', 'x'.repeat(300), NOW).by).toHaveLength(256);
  });
});

describe('a status requested by name', () => {
  it.each<[ExceptionStatus, ExceptionStatus, string]>([
    ['open', 'open', ''],
    ['open', 'analyzing', 'analyzing'],
    ['analyzing', 'open', 'An exception that is analyzing cannot become open. It can become escalated or resolved.'],
    ['analyzing', 'escalated', 'escalated ExceptionEscalated'],
    ['analyzing', 'resolved', 'resolved ExceptionResolved'],
    ['escalated', 'escalated', ''],
    ['escalated', 'analyzing', 'An exception that is escalated cannot become analyzing. It can become resolved.'],
    ['resolved', 'open', 'open ExceptionReopened'],
    ['resolved', 'analyzing', 'analyzing ExceptionReopened'],
    ['resolved', 'resolved', ''],
  ])('from %s to %s', (from, status, expected) => {
    const playbook = mover('playbook', 'fix', NOW);

    expect(outcome(setCaseStatus(aCase(from), playbook, { status, reason: 'why' }))).toBe(expected);
  });
});

describe('moves in turn', () => {
  const { exception, config } = aCase('analyzing');

  it('each find the case as the one before leaves it', () => {
    const made = inTurn<Decision | Refusal>(
      exception,
      () => resolveCase({ exception, config }, ANN, 'Paid.'),
      (resolved) => reopenCase({ exception: resolved, config }, ANN, 'No.'),
    );

    expect(outcome(made)).toBe('open ExceptionResolved ExceptionReopened');
  });

  it('are refused when one of them is', () => {
    const twice = () => resolveCase({ exception: { ...exception, status: 'resolved' }, config }, ANN, '');

    expect(inTurn<Decision | Refusal>(exception, twice)).toHaveProperty('refusal');
  });
});
