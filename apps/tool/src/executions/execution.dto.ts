/** Request and response bodies of the tool run routes. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { JsonObject } from '@sentinai/contracts';
import { IsOptional, IsString } from 'class-validator';
import { JsonField, TextField } from '../api/field.decorators.ts';

const EXCEPTION = 'Id of the exception that the tool runs for.';
const ARGUMENTS = "What the tool is given; must fit the tool's `input_schema`.";
const MAX_REASON = 1_000;

export class ExecuteToolBody {
  @TextField(1, 128, EXCEPTION)
  exception_id!: string;

  @JsonField(ARGUMENTS)
  arguments!: JsonObject;
}

export class ExecuteNamedToolBody extends ExecuteToolBody {
  /** The tenant guard has checked it. */
  @ApiPropertyOptional({ type: String, description: 'May be omitted when the token names only one tenant.' })
  @IsOptional()
  @IsString()
  tenant_id?: string;

  @TextField(1, 256, "Name of a tool of the exception's domain.")
  tool!: string;
}

export class CancelBody {
  @TextField(0, MAX_REASON, 'Reason, stored with the run.', false)
  reason?: string;
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
