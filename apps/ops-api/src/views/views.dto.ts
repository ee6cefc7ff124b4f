/** Request and response bodies of saved views. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { IfGiven, IsJsonObject, MAX_NAME_LENGTH, RequiredText } from '@sentinai/service-kit';

/** OpenAPI schema of exception list parameters by name, each with one value or several. */
export const listQuery = {
  type: 'object' as const,
  additionalProperties: {
    oneOf: [{ type: 'string' as const }, { type: 'array' as const, items: { type: 'string' as const } }],
  },
  example: { status: ['open', 'escalated'], severity: 'critical', sort: '-created_at' },
  description: 'Parameters of the exception list, without `limit` and `cursor`. They are validated as by the list.',
};

export class ViewBody {
  @RequiredText({
    maxLength: MAX_NAME_LENGTH,
    example: 'Critical and open',
    description: 'Unique per person.',
  })
  name!: string;

  @ApiPropertyOptional({
    default: false,
    description: 'Whether everyone in the tenant sees the view; sharing needs the role `operator`.',
  })
  @IfGiven()
  @IsBoolean()
  shared: boolean = false;

  @ApiProperty(listQuery)
  @IsJsonObject()
  query!: Record<string, string | string[]>;
}

export class ViewAnswer {
  @ApiProperty({ format: 'uuid' })
  view_id!: string;

  @ApiProperty()
  tenant_id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  shared!: boolean;

  @ApiProperty({ description: 'Owner of the view; nobody else can change it.' })
  owner!: string;

  @ApiProperty(listQuery)
  query!: Record<string, string | string[]>;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}

export class ViewList {
  @ApiProperty({ type: [ViewAnswer], description: "The caller's own and those shared with all, by name." })
  items!: ViewAnswer[];
}
