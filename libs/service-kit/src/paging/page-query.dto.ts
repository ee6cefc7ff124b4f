/** Query parameters of lists: paging, and the tenant where the path names none. */
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';

export const MAX_PAGE_SIZE = 200;
const DEFAULT_PAGE_SIZE = 50;
const MAX_CURSOR_LENGTH = 2_048;

export class PageQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_PAGE_SIZE,
    default: DEFAULT_PAGE_SIZE,
    description: 'Maximum number of items on a page.',
  })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE_SIZE)
  limit: number = DEFAULT_PAGE_SIZE;

  @ApiPropertyOptional({
    type: String,
    description: 'The `next_cursor` of the previous page. Valid only with the same filters and order.',
  })
  @IsOptional()
  @IsString()
  @Length(1, MAX_CURSOR_LENGTH)
  cursor?: string;
}

/** Documents a `tenant_id` outside the path. */
export const NAMED_TENANT = {
  type: String,
  required: false,
  description: 'May be omitted when the token names only one tenant.',
} as const;

/** The `tenant_id` of a route whose path names no tenant. The tenant guard has already checked it. */
export const NamedTenant = (): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional(NAMED_TENANT), IsOptional(), IsString());

/** For routes without other query parameters. */
export class TenantQuery {
  @NamedTenant()
  tenant_id?: string;
}

/** For routes without query parameters: any parameter is refused by name. */
export class NoQuery {}

/** The query of a list with its own `tenant_id`. */
export class TenantPageQuery extends PageQuery {
  @NamedTenant()
  tenant_id?: string;
}
