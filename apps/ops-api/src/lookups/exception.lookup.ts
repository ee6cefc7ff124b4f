/** Finds the exception named in a path. */
import { Injectable } from '@nestjs/common';
import { isExceptionId } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import { type ExceptionKey, ExceptionQueries, type Transaction } from '@sentinai/persistence';
import { noSuchException } from '@sentinai/service-kit';
import { TenantLookup } from './tenant.lookup.ts';

@Injectable()
export class ExceptionLookup {
  constructor(
    private readonly exceptions: ExceptionQueries,
    private readonly tenants: TenantLookup,
  ) {}

  /**
   * @throws ProblemException `not_found`, also for an invalid exception id: no exception can have it; `unknown_tenant`
   */
  async get(tx: Transaction, key: ExceptionKey): Promise<ExceptionRecord> {
    const exception = isExceptionId(key.exceptionId) ? await this.exceptions.find(tx, key) : null;
    if (exception) return exception;
    await this.tenants.requireTenant(tx, key.tenantId);
    throw noSuchException();
  }
}
