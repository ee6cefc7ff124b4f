import { ApiProperty } from '@nestjs/swagger';

/** Fields beside `items` in every list. */
export class PageAnswer {
  @ApiProperty({ type: String, nullable: true, description: 'Opaque cursor of the next page. Null on the last page.' })
  next_cursor!: string | null;

  @ApiProperty({ type: 'integer', description: 'Number of items on all pages.' })
  total!: number;
}
