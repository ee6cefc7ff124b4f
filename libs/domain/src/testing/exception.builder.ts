/** `anException().ofType('CASH_BREAK').withSeverity('high').build()` */
import type { ExceptionStatus, JsonObject, Severity } from '@sentinai/contracts';
import type { ExceptionRecord } from '../case/exception-record.ts';
import { openCase } from '../case/open-case.ts';
import { aSourceItem } from './event.builder.ts';

/** The current time in specs. */
export const NOW = new Date('2026-11-20T12:00:00.000Z');

export class ExceptionBuilder {
  constructor(private readonly record: ExceptionRecord) {}

  ofType(type: string): ExceptionBuilder {
    return this.with({ type });
  }

  withSeverity(severity: Severity): ExceptionBuilder {
    return this.with({ severity });
  }

  withStatus(status: ExceptionStatus): ExceptionBuilder {
    return this.with({ status });
  }

  withPayload(payload: JsonObject): ExceptionBuilder {
    return this.with({ payload });
  }

  /** Starts the SLA clock with this deadline. */
  dueAt(slaDeadline: Date): ExceptionBuilder {
    return this.with({ slaDeadline, slaState: 'running' });
  }

  resolvedAt(resolvedAt: Date): ExceptionBuilder {
    return this.with({ status: 'resolved', resolvedAt, slaNextAt: null });
  }

  with(facts: Partial<ExceptionRecord>): ExceptionBuilder {
    return new ExceptionBuilder({ ...this.record, ...facts });
  }

  build(): ExceptionRecord {
    return this.record;
  }
}

/** Returns an exception of `Trading`, as intake opens it an hour after it happened. */
export function anException(): ExceptionBuilder {
  const identity = { tenantId: 'TENANT_A', exceptionId: 'EX-1' };
  return new ExceptionBuilder({ ...openCase(identity, aSourceItem(), NOW), eventCount: 1, eventsInFlight: 1 });
}
