/** Problems of requests that name something unknown. */
import { ProblemException } from './problem.exception.ts';

export const unknownTenant = (tenantId: string): ProblemException =>
  new ProblemException('unknown_tenant', `Tenant "${tenantId}" does not exist.`);

export const noSuchException = (): ProblemException =>
  new ProblemException('not_found', 'The tenant has no exception with this id.');
