/** The answer to every command on an exception: 202, and where to follow its outcome. */
import { ApiProperty } from '@nestjs/swagger';

export class CommandAccepted {
  @ApiProperty({ format: 'uuid' })
  command_id!: string;

  @ApiProperty()
  tenant_id!: string;

  @ApiProperty()
  exception_id!: string;

  @ApiProperty({ type: 'integer', description: "The command's sequence number in the exception's timeline." })
  sequence!: number;

  @ApiProperty({ description: 'URL that reports its outcome.' })
  status_url!: string;
}

/** @param command the event that records the command */
export function commandAccepted(command: {
  eventId: string;
  tenantId: string;
  exceptionId: string;
  sequence: number;
}): CommandAccepted {
  const { eventId, tenantId, exceptionId, sequence } = command;
  const path = [tenantId, exceptionId, 'commands', eventId].map(encodeURIComponent).join('/');
  return {
    command_id: eventId,
    tenant_id: tenantId,
    exception_id: exceptionId,
    sequence,
    status_url: `/api/exceptions/${path}`,
  };
}
