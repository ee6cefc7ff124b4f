/** Builds the exception that a source item opens, before any agent has processed it. */
import type { SourceItem } from '@sentinai/contracts';
import { UNCLASSIFIED } from '../severity/classify.ts';
import type { ExceptionRecord } from './exception-record.ts';

/** Facts of a case before its triage. */
const NOT_TRIAGED = {
  sourceType: null,
  confidence: null,
  undecided: [],
  slaDeadline: null,
  slaState: 'none',
  slaNextAt: null,
} as const satisfies Partial<ExceptionRecord>;

export function openCase(
  { tenantId, exceptionId }: { tenantId: string; exceptionId: string },
  item: SourceItem,
  now: Date,
): ExceptionRecord {
  return {
    tenantId,
    exceptionId,
    domain: item.domain,
    type: item.exception_type ?? UNCLASSIFIED,
    severity: 'medium',
    status: 'open',
    stage: 'ingested',
    sourceSystem: item.source_system,
    sourceStatus: null,
    entity: item.entity,
    amount: item.amount,
    title: item.title,
    owner: null,
    payload: item.raw_payload,
    occurredAt: new Date(item.occurred_at),
    occurredAtSource: item.occurred_at_source,
    unreadable: [],
    ...NOT_TRIAGED,
    sourceUpdatedAt: null,
    currentPlaybookId: null,
    currentStep: null,
    timerAt: null,
    playbookRun: null,
    policy: null,
    milestones: { ingested_at: now.toISOString() },
    humanTouches: 0,
    domainPackVersion: null,
    policyPackVersion: null,
    resolvedAt: null,
    createdAt: now,
    updatedAt: now,
    eventCount: 0,
    eventsInFlight: 0,
  };
}
