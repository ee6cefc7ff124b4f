/** Exceptions as stored in the database, for the specs of the repositories. */
import { randomUUID } from 'node:crypto';
import { type ExceptionRecord, openCase } from '@sentinai/domain';

const CREATED_AT = new Date('2026-11-20T08:00:00.000Z');

/** A newly received exception: most of its facts are unknown. */
export function anException(facts: Partial<ExceptionRecord> = {}): ExceptionRecord {
  const item = {
    domain: 'Test',
    exception_type: 'BREAK',
    source_system: 'ledger',
    entity: null,
    amount: null,
    title: null,
    occurred_at: CREATED_AT.toISOString(),
    occurred_at_source: 'given' as const,
    source_updated_at: null,
    raw_payload: { account: 'A-1' },
    redacted: [],
  };
  const key = { tenantId: facts.tenantId ?? 'ACME', exceptionId: facts.exceptionId ?? `EX-${randomUUID()}` };
  return { ...openCase(key, item, CREATED_AT), ...facts };
}

/** An exception with every fact known, and text that is hard to store. */
export const aFullException = (facts: Partial<ExceptionRecord> = {}): ExceptionRecord => ({
  ...anException(facts),
  type: 'CASH_BREAK',
  severity: 'critical',
  status: 'escalated',
  stage: 'awaiting_approval',
  sourceStatus: 'Awaiting "User" Info',
  entity: `O'Brien {a,b} \\ NULL`,
  amount: -1_234_567.000_000_1,
  title: 'Überweisung 漢字 👩‍👩‍👧 \t\n\r "quoted" \\ {x,y}',
  owner: 'ann@example.org',
  payload: { kéy: ['👍', null, { nested: [1.5, true, 'NULL', ''] }], empty: {}, 'a"b': '\\' },
  occurredAtSource: 'receipt',
  unreadable: [{ field: 'amount', path: `$['a "b"']`, reason: 'is a list, not an amount' }],
  undecided: [{ fact: 'severity', rule: 'large {x,y}', reason: 'amount cannot be read' }],
  sourceUpdatedAt: new Date('2026-11-20T08:30:00.123Z'),
  slaDeadline: new Date('2026-11-21T00:00:00.000Z'),
  slaState: 'imminent',
  slaNextAt: new Date('2026-11-20T23:59:59.999Z'),
  currentPlaybookId: 7,
  currentStep: 2,
  timerAt: new Date('2026-11-20T10:30:00.000Z'),
  playbookRun: {
    playbook_id: 7,
    name: 'Cash "break"',
    version: 3,
    status: 'running',
    matched: { exception_type: 'BREAK', severity: 'high' },
    started_at: '2026-11-20T08:01:00.000Z',
    steps: [{ order: 1, name: 'Ask', action_type: 'call_tool', status: 'awaiting_approval', attempts: 0 }],
  },
  policy: { decision: 'require_approval', reasons: ['amount > 1e6'], approval_required: true, route_to: null },
  milestones: { ingested_at: '2026-11-20T08:00:00.000Z' },
  humanTouches: 3,
  domainPackVersion: 4,
  policyPackVersion: 5,
  resolvedAt: new Date('2026-11-20T09:00:00.001Z'),
  updatedAt: new Date('2026-11-20T09:00:00.002Z'),
  eventCount: 12,
  eventsInFlight: 2,
  ...facts,
});
