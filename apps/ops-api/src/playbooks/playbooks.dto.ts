/** Playbooks as they are on the wire. Their parts have the shape that packs write them in. */
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { type PackPlaybook, PlaybookSchema } from '@sentinai/domain';
import { openApiSchema, TenantQuery } from '@sentinai/service-kit';
import { IsOptional, IsString, Length } from 'class-validator';
import { PageAnswer } from '../paging/page.dto.ts';

const { match, steps } = PlaybookSchema.properties;

const shapeOf = (schema: object): ApiPropertyOptions => openApiSchema(schema as Record<string, unknown>);

export class ListPlaybooksQuery extends TenantQuery {
  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 64, description: 'Only of this domain.' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  domain?: string;
}

export class PlaybookDefinition {
  @ApiProperty({ type: 'integer', description: 'Of this version.' })
  playbook_id!: number;

  @ApiProperty()
  domain!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ description: 'Whether exceptions are matched to it now.' })
  in_force!: boolean;

  @ApiProperty({
    enum: ['pack', 'tenant'],
    description: 'Whether it came with a pack, or people of the tenant wrote it.',
  })
  origin!: 'pack' | 'tenant';

  @ApiProperty({ type: String, nullable: true, description: 'Who wrote this version; null: it came with a pack.' })
  created_by!: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, nullable: true })
  description!: string | null;

  @ApiProperty({ type: 'integer', description: 'Higher wins when several match.' })
  priority!: number;

  @ApiProperty(shapeOf(match))
  match!: PackPlaybook['match'];

  @ApiProperty({ type: String, nullable: true, description: 'A CEL condition beside `match`.' })
  when!: string | null;

  @ApiProperty(shapeOf(steps))
  steps!: PackPlaybook['steps'];
}

export class PlaybookList {
  @ApiProperty({ type: [PlaybookDefinition] })
  items!: PlaybookDefinition[];

  @ApiProperty({ type: 'integer' })
  total!: number;
}

export class PlaybookVersionList extends PageAnswer {
  @ApiProperty({ type: [PlaybookDefinition] })
  items!: PlaybookDefinition[];
}
