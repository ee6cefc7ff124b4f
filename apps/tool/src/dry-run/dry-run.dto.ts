/** Request and response bodies of a dry run. */
import { ApiProperty } from '@nestjs/swagger';
import type { JsonObject } from '@sentinai/contracts';
import { OptionalText, RequiredObject } from '@sentinai/service-kit';

/** Reasons why a call would not be sent. */
export const OBSTACLES = [
  'invalid_arguments',
  'invalid_endpoint',
  'address_forbidden',
  'network_error',
  'timeout',
  'auth_unavailable',
  'tool_disabled',
  'approval_required',
  'forbidden_by_policy',
] as const;
export type Obstacle = (typeof OBSTACLES)[number];

export class DryRunBody {
  @RequiredObject({ description: 'Arguments of the tool.' })
  arguments!: JsonObject;

  @OptionalText({
    maxLength: 128,
    description: 'Id of the exception for the run. If given, the policy is evaluated as well.',
  })
  exception_id?: string | null;
}

export class ShownRequestAnswer {
  @ApiProperty({ enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] })
  method!: string;

  @ApiProperty()
  url!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Request headers, with secrets shown as `***`.',
  })
  headers!: Record<string, string>;

  @ApiProperty({
    type: Object,
    additionalProperties: true,
    nullable: true,
    description: 'Request body; null: none is sent.',
  })
  body!: JsonObject | null;
}

export class ObstacleAnswer {
  @ApiProperty({ enum: OBSTACLES })
  code!: Obstacle;

  @ApiProperty()
  detail!: string;
}

export class DryRunAnswer {
  @ApiProperty({ type: 'integer' })
  tool_id!: number;

  @ApiProperty()
  tool!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ description: 'Whether the call would be sent: there are no obstacles.' })
  would_send!: boolean;

  @ApiProperty({ type: ShownRequestAnswer, nullable: true, description: 'Null when the request cannot be built.' })
  request!: ShownRequestAnswer | null;

  @ApiProperty({ type: [ObstacleAnswer] })
  obstacles!: ObstacleAnswer[];
}
