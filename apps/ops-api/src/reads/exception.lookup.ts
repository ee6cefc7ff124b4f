/** Finds the exception named in a path. */
import { Injectable } from '@nestjs/common';
import { isExceptionId } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import { type ExceptionKey, ExceptionQueries, type Transaction } from '@sentinai/persistence';
import { ProblemException } from '@sentinai/service-kit';
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

/** Builds the 404 problem for an unknown exception. */
export const noSuchException = (): ProblemException =>
  new ProblemException('not_found', 'The tenant has no exception with this id.');
