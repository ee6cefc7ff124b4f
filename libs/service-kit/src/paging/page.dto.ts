/** Fields beside `items` in the answer of a list. */
import { ApiProperty } from '@nestjs/swagger';

export class PageAnswer {
  @ApiProperty({ type: String, nullable: true, description: 'Opaque cursor of the next page. Null on the last page.' })
  next_cursor!: string | null;
}

/** Of a list that also counts its items. */
export class CountedPageAnswer extends PageAnswer {
  @ApiProperty({ type: 'integer', description: 'Number of items on all pages.' })
  total!: number;
}
