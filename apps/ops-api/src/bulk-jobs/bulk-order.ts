/** Converts a request body to the command for each exception, or to its faults. Pure. */
import type { Fault } from '@sentinai/contracts';
import { isExceptionId } from '@sentinai/contracts';
import { ProblemException } from '@sentinai/service-kit';
import type { OrderedCommand } from '../commands/ordered-command.ts';
import type { BulkJobBody } from './bulk-jobs.dto.ts';

/** @throws ProblemException `invalid_request` naming every field that the command lacks */
export function orderOf(body: BulkJobBody): OrderedCommand {
  const errors = [...missing(body), ...unclear(body), ...noIds(body)];
  if (errors.length > 0) {
    throw new ProblemException('invalid_request', 'The body does not define a command and its exceptions.', {
      errors,
    });
  }
  const { command, note = null } = body;
  switch (command) {
    case 'assign':
      return { command, owner: body.owner ?? null, note };
    case 'change_severity':
      return { command, severity: body.severity, note };
    case 'escalate':
      return { command, escalated_to: body.to ?? null, note };
    case 'triage':
      return { command, note, reset_severity: body.reset_severity ?? false };
    default:
      return { command, note };
  }
}

function missing({ command, note, owner, severity }: BulkJobBody): Fault[] {
  const lacks = (path: string): Fault => ({ path, message: `is required with ${command}` });
  return [
    ...(command === 'assign' && owner === undefined ? [lacks('owner')] : []),
    ...(command === 'change_severity' && !severity ? [lacks('severity')] : []),
    ...(command !== 'assign' && !note ? [lacks('note')] : []),
  ];
}

const unclear = ({ exception_ids, filter }: BulkJobBody): Fault[] =>
  Boolean(exception_ids) === Boolean(filter)
    ? [{ path: 'exception_ids', message: 'exactly one of exception_ids and filter is required' }]
    : [];

/** Reports only the first invalid id. */
function noIds({ exception_ids = [] }: BulkJobBody): Fault[] {
  const place = exception_ids.findIndex((id) => !isExceptionId(id));
  return place === -1 ? [] : [{ path: `exception_ids[${place}]`, message: 'is not an exception id' }];
}
