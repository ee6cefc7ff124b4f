/** Saved views, as they are on the wire. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { IfGiven, IsJsonObject, MAX_NAME_LENGTH, RequiredText } from '@sentinai/service-kit';

/** Parameters of the list of exceptions, by name; each one value or several. */
export const listQuery = {
  type: 'object' as const,
  additionalProperties: {
    oneOf: [{ type: 'string' as const }, { type: 'array' as const, items: { type: 'string' as const } }],
  },
  example: { status: ['open', 'escalated'], severity: 'critical', sort: '-created_at' },
  description:
    'Parameters of the list of exceptions, `limit` and `cursor` left out. They are checked as the list checks them.',
};

export class ViewBody {
  @RequiredText({
    maxLength: MAX_NAME_LENGTH,
    example: 'Critical and open',
    description: 'Each name once for a person.',
  })
  name!: string;

  @ApiPropertyOptional({ default: false, description: 'Whether all of the tenant see it: takes an operator.' })
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

  @ApiProperty({ description: 'Whose it is: nobody else changes it.' })
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
