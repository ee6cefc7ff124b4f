/** Request bodies of commands to playbooks and their steps. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { JsonObject } from '@sentinai/contracts';
import { IsOptional, IsString, Length } from 'class-validator';
import { MAX_NOTE_LENGTH, ObjectIfGiven, OptionalText, RequiredNote } from '@sentinai/service-kit';

export class NoteBody {
  @OptionalText({ minLength: 0, maxLength: MAX_NOTE_LENGTH, description: 'Note for the timeline.' })
  note?: string | null;
}

export class CompleteBody extends NoteBody {
  @ObjectIfGiven({
    example: { paid: true },
    description: 'Result of the step. Later steps can use it as `{steps.<name>.result.…}`.',
  })
  result?: JsonObject;
}

export class RejectBody {
  @RequiredNote('Reason for the rejection.', 'The amount is not the one of the contract.')
  note!: string;
}

/** Body of the route without an exception in its path. */
export class RecalculateBody extends NoteBody {
  @ApiProperty({ minLength: 1, maxLength: 128 })
  @IsString()
  @Length(1, 128)
  exception_id!: string;

  @ApiPropertyOptional({ description: 'Needed only when the token has several tenants.' })
  @IsOptional()
  @IsString()
  tenant_id?: string;
}
