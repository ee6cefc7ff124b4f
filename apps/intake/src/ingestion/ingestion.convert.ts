/** Converts results of ingestion to responses. Pure. */
import type { Fault } from '@sentinai/contracts';
import { ProblemException } from '@sentinai/service-kit';
import type { ItemResult } from './ingest-batch.ts';
import type { AcceptedDto } from './ingestion.dto.ts';

/** Returns one line for people about an item's faults. */
export const describeFaults = (faults: readonly Fault[]): string =>
  faults.map(({ path, message }) => (path ? `${path} ${message}` : message)).join('; ');

export const invalidItem = (errors: Fault[]): ProblemException =>
  new ProblemException('invalid_request', describeFaults(errors), { errors });

/** Returns the response to a request for one exception. @throws ProblemException when its item was rejected */
export function acceptedAnswer(tenantId: string, [result]: readonly ItemResult[]): AcceptedDto {
  if (!result || result.status === 'rejected') {
    const { code, detail, errors } = result?.error ?? { code: 'internal' as const, detail: 'No result.', errors: [] };
    throw new ProblemException(code, detail, { errors });
  }
  const path = `/api/exceptions/${encodeURIComponent(tenantId)}/${encodeURIComponent(result.exception_id)}`;
  return { ...result, status_url: path };
}
