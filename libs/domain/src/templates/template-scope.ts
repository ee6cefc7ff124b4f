/** What placeholders and a step's condition can refer to: the exception, and what earlier steps left. */
import type { JsonObject } from '@sentinai/contracts';
import type { ExceptionRecord, StepRun } from '../case/exception-record.ts';

/** What a path can begin with. */
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

/** What a step leaves. */
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

/** Paths for which the source sent something that cannot be read: no default stands for them. */
export function unreadablePaths({ unreadable }: Pick<ExceptionRecord, 'unreadable'>): Set<string> {
  const fields = unreadable.map(({ field }) => `exception.${field}`);
  // A type goes by two names.
  return new Set(fields.flatMap((path) => (path === 'exception.type' ? [path, 'exception.exception_type'] : path)));
}

/** Steps by name, with their status, result and arguments. */
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
