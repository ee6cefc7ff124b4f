/** Query and response bodies of tools. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CIRCUIT_STATES, type CircuitState, type JsonObject } from '@sentinai/contracts';
import { VERSIONS_TOLD } from '@sentinai/persistence';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';
import { AnyOfValues, CountedPageAnswer, NamedTenant, PageQuery, SearchText, textOrNull } from '@sentinai/service-kit';

export class ListToolsQuery extends PageQuery {
  @NamedTenant()
  tenant_id?: string;

  @AnyOfValues('Domain.')
  domain?: string[];

  @ApiPropertyOptional({ type: Boolean, description: 'Only enabled tools, or only disabled ones.' })
  @IsOptional()
  @Transform(({ value }: TransformFnParams) =>
    value === 'true' ? true : value === 'false' ? false : (value as unknown),
  )
  @IsBoolean()
  enabled?: boolean;

  @SearchText('Part of the name, case-insensitive.')
  q?: string;
}

export class OAuth2ParameterAnswer {
  @ApiProperty()
  name!: string;

  @ApiProperty()
  value!: string;
}

export class OAuth2Answer {
  @ApiProperty()
  token_url!: string;

  @ApiProperty()
  client_id!: string;

  @ApiProperty(textOrNull)
  scope!: string | null;

  @ApiProperty({ enum: ['basic', 'body'] })
  client_auth!: 'basic' | 'body';

  @ApiProperty({
    type: [OAuth2ParameterAnswer],
    description: 'Further parameters of the token request: audience, resource and others, one entry per value.',
  })
  parameters!: OAuth2ParameterAnswer[];
}

export class ToolItem {
  @ApiProperty({ type: 'integer', description: 'Id of this version.' })
  tool_id!: number;

  @ApiProperty()
  domain!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({
    enum: ['own', 'pack'],
    type: String,
    nullable: true,
    description: 'Origin: the tenant itself, or its pack. Null for a version that is not in force.',
  })
  origin!: 'own' | 'pack' | null;

  @ApiProperty({ description: 'False: the tenant has disabled the tool, and nobody may run it.' })
  enabled!: boolean;

  @ApiProperty({
    enum: CIRCUIT_STATES,
    description:
      '`open`: the tool kept failing and is not called for some seconds; `half_open`: the next call probes it.',
  })
  circuit!: CircuitState;

  @ApiProperty({
    ...textOrNull,
    format: 'date-time',
    description: 'Time at which the circuit opened; null while it is closed.',
  })
  circuit_opened_at!: string | null;

  @ApiProperty(textOrNull)
  description!: string | null;

  @ApiProperty()
  endpoint!: string;

  @ApiProperty({ enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] })
  method!: string;

  @ApiProperty({ ...textOrNull, description: 'Reference to the credential; never the credential itself.' })
  auth_ref!: string | null;

  @ApiProperty({ type: OAuth2Answer, nullable: true })
  oauth2!: OAuth2Answer | null;

  @ApiProperty({ type: 'integer', description: 'Timeout of each attempt, in milliseconds.' })
  timeout_ms!: number;

  @ApiProperty({ type: 'integer' })
  max_attempts!: number;

  @ApiProperty({ description: 'Whether calling twice with the same key has the same effect as calling once.' })
  idempotent!: boolean;

  @ApiProperty({ enum: ['read', 'act'], description: '`read` only reads, `act` changes something.' })
  effect!: 'read' | 'act';

  @ApiProperty({ format: 'date-time' })
  created_at!: string;
}

export class ToolVersionAnswer {
  @ApiProperty({ type: 'integer' })
  tool_id!: number;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty()
  in_force!: boolean;
}

export class ToolDetail extends ToolItem {
  @ApiProperty({
    type: Object,
    additionalProperties: true,
    nullable: true,
    description: 'JSON Schema of the arguments.',
  })
  input_schema!: JsonObject | null;

  @ApiProperty({
    type: Object,
    additionalProperties: true,
    nullable: true,
    description: 'JSON Schema of the response.',
  })
  output_schema!: JsonObject | null;

  @ApiProperty({ type: [ToolVersionAnswer], description: `The newest ${VERSIONS_TOLD} versions, newest first.` })
  versions!: ToolVersionAnswer[];
}

export class ToolList extends CountedPageAnswer {
  @ApiProperty({ type: [ToolItem], description: 'The tools in force, by domain and name.' })
  items!: ToolItem[];
}
