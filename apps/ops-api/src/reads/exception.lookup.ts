/** Finds the one exception a path names. */
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
   * @throws ProblemException `not_found`, for what is no exception id as well: no exception can have it; `unknown_tenant`
   */
  async get(tx: Transaction, key: ExceptionKey): Promise<ExceptionRecord> {
    const exception = isExceptionId(key.exceptionId) ? await this.exceptions.find(tx, key) : null;
    if (exception) return exception;
    await this.tenants.requireTenant(tx, key.tenantId);
    throw noSuchException();
  }
}

/** The refusal of what is about an exception that is not there. */
export const noSuchException = (): ProblemException =>
  new ProblemException('not_found', 'The tenant has no exception with this id.');
