/** The scope of placeholders and step conditions: the exception, and the results of earlier steps. */
import type { JsonObject } from '@sentinai/contracts';
import type { ExceptionRecord, StepRun } from '../case/exception-record.ts';

/** First names that a path can have. */
export const SCOPE_ROOTS: readonly string[] = ['exception', 'steps', 'tenant_id', 'exception_id'];

export const EXCEPTION_FIELDS = [
  'tenant_id',
  'exception_id',
  'domain',
  'type',
  'exception_type',
  'severity',
  'status',
  'source_system',
  'source_status',
  'entity',
  'amount',
  'title',
  'owner',
  'occurred_at',
  'sla_deadline',
  'raw_payload',
] as const;

/** Fields of a step in the scope. */
export const STEP_FIELDS = ['status', 'result', 'arguments', 'note'] as const;

/** The scope of an exception's templates: `tenant_id`, `exception_id`, `exception.…`, `steps.<name>.…`. */
export function templateScope(exception: ExceptionRecord): JsonObject {
  return {
    tenant_id: exception.tenantId,
    exception_id: exception.exceptionId,
    exception: exceptionScope(exception),
    steps: stepScope(exception.playbookRun?.steps ?? []),
  };
}

/** Returns the paths for which the source sent something unreadable: defaults do not apply to them. */
export function unreadablePaths({ unreadable }: Pick<ExceptionRecord, 'unreadable'>): Set<string> {
  const fields = unreadable.map(({ field }) => `exception.${field}`);
  // The type has two names.
  return new Set(fields.flatMap((path) => (path === 'exception.type' ? [path, 'exception.exception_type'] : path)));
}

/** Returns steps by name, with their status, result and arguments. */
export function stepScope(steps: readonly StepRun[]): JsonObject {
  return Object.fromEntries(
    steps.map(({ name, status, result = {}, arguments: args = {}, note = null }) => [
      name,
      { status, result, arguments: args, note } satisfies Record<(typeof STEP_FIELDS)[number], unknown>,
    ]),
  );
}

function exceptionScope(exception: ExceptionRecord): Record<(typeof EXCEPTION_FIELDS)[number], unknown> {
  return {
    tenant_id: exception.tenantId,
    exception_id: exception.exceptionId,
    domain: exception.domain,
    type: exception.type,
    exception_type: exception.type,
    severity: exception.severity,
    status: exception.status,
    source_system: exception.sourceSystem,
    source_status: exception.sourceStatus,
    entity: exception.entity,
    amount: exception.amount,
    title: exception.title,
    owner: exception.owner,
    occurred_at: exception.occurredAt.toISOString(),
    sla_deadline: exception.slaDeadline?.toISOString() ?? null,
    raw_payload: exception.payload,
  };
}
