/** Query and response bodies of playbooks. Their parts have the same shape as in packs. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type PackPlaybook, PlaybookSchema } from '@sentinai/domain';
import { CountedPageAnswer, openApiSchema, PlaybookVersionAnswer, TenantQuery } from '@sentinai/service-kit';
import { IsOptional, IsString, Length } from 'class-validator';

const { match, steps } = PlaybookSchema.properties;

export class ListPlaybooksQuery extends TenantQuery {
  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 64, description: 'Only playbooks of this domain.' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  domain?: string;
}

export class PlaybookDefinition extends PlaybookVersionAnswer {
  @ApiProperty({ description: 'Whether the version is in force: exceptions are matched to it now.' })
  in_force!: boolean;

  @ApiProperty({
    enum: ['pack', 'tenant'],
    description: 'Origin: a pack, or people of the tenant.',
  })
  origin!: 'pack' | 'tenant';

  @ApiProperty({ type: String, nullable: true, description: 'Author of this version; null: it came with a pack.' })
  created_by!: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, nullable: true })
  description!: string | null;

  @ApiProperty({ type: 'integer', description: 'When several match, the highest priority wins.' })
  priority!: number;

  @ApiProperty(openApiSchema(match))
  match!: PackPlaybook['match'];

  @ApiProperty({ type: String, nullable: true, description: 'A CEL condition beside `match`.' })
  when!: string | null;

  @ApiProperty(openApiSchema(steps))
  steps!: PackPlaybook['steps'];
}

export class PlaybookList {
  @ApiProperty({ type: [PlaybookDefinition] })
  items!: PlaybookDefinition[];

  @ApiProperty({ type: 'integer' })
  total!: number;
}

export class PlaybookVersionList extends CountedPageAnswer {
  @ApiProperty({ type: [PlaybookDefinition] })
  items!: PlaybookDefinition[];
}
