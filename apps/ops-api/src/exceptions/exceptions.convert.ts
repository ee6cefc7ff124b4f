/** Converts between API bodies and database queries and rows. Pure. */
import type { MappedField } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import type { ExceptionFilter, ExceptionSort, ExceptionSortField, ExceptionSummary } from '@sentinai/persistence';
import type { TimelineList } from '../timeline/timeline.dto.ts';
import type { CaseDetail } from './case-detail.dto.ts';
import type { ExceptionDetail, ExceptionItem, ListExceptionsQuery, Sort } from './exceptions.dto.ts';

export function toFilter(query: ListExceptionsQuery): ExceptionFilter {
  return {
    domains: query.domain,
    types: eitherOf(query.type, query.exception_type),
    severities: query.severity,
    statuses: query.status,
    stages: query.stage,
    owners: query.owner,
    sourceSystems: query.source_system,
    entities: query.entity,
    slaStates: query.sla_state,
    unreadable: query.unreadable?.map((word) => UNREADABLE_WORDS[word] ?? (word as MappedField)),
    createdFrom: query.created_from,
    createdTo: query.created_to,
    text: query.q,
  };
}

/** Meanings of the query's words that are not field names. */
const UNREADABLE_WORDS: Readonly<Record<string, 'any' | 'none'>> = { true: 'any', false: 'none' };

export function toSort(sort: Sort): ExceptionSort {
  const descending = sort.startsWith('-');
  return { field: (descending ? sort.slice(1) : sort) as ExceptionSortField, descending };
}

export function toItem(exception: ExceptionSummary): ExceptionItem {
  return {
    exception_id: exception.exceptionId,
    tenant_id: exception.tenantId,
    domain: exception.domain,
    type: exception.type,
    exception_type: exception.type,
    severity: exception.severity,
    status: exception.status,
    stage: exception.stage,
    source_system: exception.sourceSystem,
    source_status: exception.sourceStatus,
    entity: exception.entity,
    amount: exception.amount,
    title: exception.title,
    owner: exception.owner,
    occurred_at: exception.occurredAt.toISOString(),
    occurred_at_source: exception.occurredAtSource,
    unreadable: [...exception.unreadable],
    undecided: [...exception.undecided],
    sla_deadline: instantOrNull(exception.slaDeadline),
    sla_state: exception.slaState,
    current_playbook_id: exception.currentPlaybookId,
    current_step: exception.currentStep,
    domain_pack_version: exception.domainPackVersion,
    policy_pack_version: exception.policyPackVersion,
    human_touches: exception.humanTouches,
    resolved_at: instantOrNull(exception.resolvedAt),
    created_at: exception.createdAt.toISOString(),
    updated_at: exception.updatedAt.toISOString(),
    settled: exception.eventsInFlight <= 0,
  };
}

export function toDetail(exception: ExceptionRecord, timeline: TimelineList, detail: CaseDetail): ExceptionDetail {
  return {
    ...toItem(exception),
    ...detail,
    policy: exception.policy,
    payload: exception.payload,
    timeline: timeline.items,
    timeline_next_cursor: timeline.next_cursor,
  };
}

/** Merges the values of a filter's two parameter names; undefined when neither is given. */
const eitherOf = (one: string[] | undefined, other: string[] | undefined): string[] | undefined =>
  one && other ? [...new Set([...one, ...other])].sort() : (one ?? other);

const instantOrNull = (instant: Date | null): string | null => instant?.toISOString() ?? null;
