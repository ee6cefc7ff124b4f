/** Request and response bodies of the routes that write tools, for the OpenAPI document. The domain's tool import validates bodies. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { JsonObject } from '@sentinai/contracts';

const AUTH_REF =
  '^((bearer|basic|api-key:[A-Za-z0-9-]{1,64}|api-key-query:[A-Za-z0-9_.-]{1,64}) )?(env:[A-Za-z_][A-Za-z0-9_]*|file:/\\S+)$';
const schemaOf = (what: string) => ({
  type: Object,
  additionalProperties: true,
  description: `JSON Schema of ${what}.`,
});

const textOrTexts = {
  oneOf: [
    { type: 'string', minLength: 1, maxLength: 2000 },
    { type: 'array', minItems: 1, maxItems: 20, items: { type: 'string', minLength: 1, maxLength: 2000 } },
  ],
};

export class OAuth2Body {
  @ApiProperty({ minLength: 1, maxLength: 2000, description: 'Absolute http or https URL of the token endpoint.' })
  token_url!: string;

  @ApiProperty({ minLength: 1, maxLength: 256 })
  client_id!: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 1000, description: 'Scopes, separated by spaces.' })
  scope?: string;

  @ApiPropertyOptional({
    enum: ['basic', 'body'],
    description: 'How client id and secret are sent: in the `authorization` header (default) or in the body.',
  })
  client_auth?: string;

  @ApiPropertyOptional({ ...textOrTexts, description: 'Audience of the token. A list is sent as several parameters.' })
  audience?: string | string[];

  @ApiPropertyOptional({
    ...textOrTexts,
    description: 'Resource indicators: URIs of the resources the token is for (RFC 8707).',
  })
  resource?: string | string[];

  @ApiPropertyOptional({
    type: Object,
    additionalProperties: textOrTexts,
    description: 'Further parameters of the token request, by name. Parameters with a field of their own are refused.',
  })
  parameters?: Record<string, string | string[]>;
}

/** Definition of a new tool version. */
export class ToolVersionBody {
  @ApiPropertyOptional({ maxLength: 4000 })
  description?: string;

  @ApiProperty({
    minLength: 1,
    maxLength: 2000,
    example: 'https://ledger.example.com/accounts/{account}',
    description:
      'Absolute http or https URL. Arguments named in the path are inserted there; POST, PUT and PATCH send the others as JSON, GET and DELETE in the query.',
  })
  endpoint!: string;

  @ApiPropertyOptional({ enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], description: 'Default: POST.' })
  method?: string;

  @ApiPropertyOptional({
    maxLength: 512,
    pattern: AUTH_REF,
    example: 'bearer env:TOOL_SECRET_ACME__LEDGER',
    description:
      'Reference to the credential, never the credential itself. Its prefix says how it is sent: `bearer` (default), `basic`, ' +
      '`api-key:<header>` or `api-key-query:<parameter>`. With `oauth2`: reference to the client secret.',
  })
  auth_ref?: string;

  @ApiPropertyOptional({ type: OAuth2Body, description: 'OAuth2 client credentials.' })
  oauth2?: OAuth2Body;

  @ApiPropertyOptional(schemaOf('the arguments'))
  input_schema?: JsonObject;

  @ApiPropertyOptional(schemaOf('the response'))
  output_schema?: JsonObject;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 600_000,
    description: 'Timeout of each attempt, in milliseconds. Default: 10,000.',
  })
  timeout_ms?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 20 })
  max_attempts?: number;

  @ApiPropertyOptional({
    description: 'Whether calling twice with the same key has the same effect as calling once. Default: true.',
  })
  idempotent?: boolean;

  @ApiPropertyOptional({
    enum: ['read', 'act'],
    description: '`read` only reads, `act` changes something. Default: act.',
  })
  effect?: string;
}

export class NewToolBody extends ToolVersionBody {
  @ApiProperty({ minLength: 1, maxLength: 128 })
  name!: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 64, description: "One of the tenant's domains. Default: its first." })
  domain?: string;
}

export class ToolInForceAnswer {
  @ApiProperty({ type: 'integer', description: 'Id of the version in force from now on.' })
  tool_id!: number;

  @ApiProperty()
  tenant_id!: string;

  @ApiProperty()
  domain!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty()
  enabled!: boolean;

  @ApiProperty({ type: 'integer', description: "The tenant's configuration revision with this change." })
  revision!: number;
}
