/** A fault or a warning about one place in a submitted document. */
import { ApiProperty } from '@nestjs/swagger';
import type { Fault } from '@sentinai/contracts';

export class FaultAnswer implements Fault {
  @ApiProperty({ description: 'Path in the submitted document; `$` is the whole document.' })
  path!: string;

  @ApiProperty()
  message!: string;
}
