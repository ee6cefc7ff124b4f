/** Converts between API bodies and stored jobs. Pure. */
import type { ProcessedEvent } from '@sentinai/persistence';
import { commandStatus } from '../commands/commands.convert.ts';
import type { BulkJob, BulkJobItem } from './bulk-job.repository.ts';
import type { BulkJobAnswer, BulkJobItemAnswer } from './bulk-jobs.dto.ts';

export const toJob = (job: BulkJob): BulkJobAnswer => ({
  job_id: job.jobId,
  tenant_id: job.tenantId,
  command: job.command,
  status: job.status,
  created_by: job.createdBy,
  created_at: job.createdAt.toISOString(),
  started_at: job.startedAt?.toISOString() ?? null,
  ended_at: job.endedAt?.toISOString() ?? null,
  cancelled_by: job.cancelledBy,
  items: job.items,
  pending: job.items - job.done,
  accepted: job.accepted,
  refused: job.done - job.accepted,
  status_url: `/api/bulk-jobs/${job.jobId}?tenant_id=${encodeURIComponent(job.tenantId)}`,
});

/** @param processed outcomes of the commands, by command id */
export function toJobItem(
  job: BulkJob,
  item: BulkJobItem,
  processed: ReadonlyMap<string, ProcessedEvent>,
): BulkJobItemAnswer {
  const { commandId } = item;
  return {
    place: item.place,
    exception_id: item.exceptionId,
    status: item.status === 'pending' && job.status === 'cancelled' ? 'cancelled' : item.status,
    command_id: commandId,
    command_status: commandId === null ? null : commandStatus(processed.get(commandId) ?? null),
    code: item.errorCode,
    detail: item.detail,
  };
}
