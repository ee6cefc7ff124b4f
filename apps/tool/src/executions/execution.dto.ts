/** Request and response bodies of the tool run routes. */
import { ApiProperty } from '@nestjs/swagger';
import type { JsonObject } from '@sentinai/contracts';
import { NamedTenant, OptionalText, RequiredObject, RequiredText } from '@sentinai/service-kit';

const EXCEPTION = 'Id of the exception that the tool runs for.';
const ARGUMENTS = "What the tool is given; must fit the tool's `input_schema`.";
const MAX_REASON = 1_000;

export class ExecuteToolBody {
  @RequiredText({ maxLength: 128, description: EXCEPTION })
  exception_id!: string;

  @RequiredObject({ description: ARGUMENTS })
  arguments!: JsonObject;
}

export class ExecuteNamedToolBody extends ExecuteToolBody {
  @NamedTenant()
  tenant_id?: string;

  @RequiredText({ maxLength: 256, description: "Name of a tool of the exception's domain." })
  tool!: string;
}

export class CancelBody {
  @OptionalText({ minLength: 0, maxLength: MAX_REASON, description: 'Reason, stored with the run.' })
  reason?: string | null;
}

export class ExecutionAccepted {
  @ApiProperty({ format: 'uuid' })
  execution_id!: string;

  @ApiProperty({ enum: ['requested', 'cancelled'] })
  status!: 'requested' | 'cancelled';

  @ApiProperty({ format: 'uuid', description: "Id of the event in the exception's timeline." })
  command_id!: string;

  @ApiProperty()
  exception_id!: string;

  @ApiProperty()
  tenant_id!: string;

  @ApiProperty({ type: 'integer', description: "The event's position in the timeline." })
  sequence!: number;

  @ApiProperty({
    description: 'URL for polling the run.',
    example: '/api/tools/executions/6f0f6d9e-3f0a-5b7e-9f55-0d7c52a2c001?tenant_id=FINANCE_DEMO',
  })
  status_url!: string;
}
