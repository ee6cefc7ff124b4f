import { ApiProperty } from '@nestjs/swagger';

/** What stands beside `items` in every list. */
export class PageAnswer {
  @ApiProperty({ type: String, nullable: true, description: 'Opaque. Null on the last page.' })
  next_cursor!: string | null;

  @ApiProperty({ type: 'integer', description: 'How many items there are on all pages.' })
  total!: number;
}
