/** Request and response bodies of the match preview. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type JsonObject, SEVERITIES, type Severity } from '@sentinai/contracts';
import { IfGiven, NamedTenant, ObjectIfGiven, PlaybookAnswer } from '@sentinai/service-kit';
import { IsIn, IsNumber, IsString, Length, ValidateIf } from 'class-validator';

const isAboutNone = ({ exception_id }: PreviewBody): boolean => exception_id === undefined;

/** An existing exception, or a hypothetical one. */
export class PreviewBody {
  @NamedTenant()
  tenant_id?: string;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 128,
    description: 'Id of an existing exception, taken as it is. Excludes all other fields.',
  })
  @IfGiven()
  @IsString()
  @Length(1, 128)
  exception_id?: string;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 64,
    example: 'Payments',
    description: 'Required without `exception_id`.',
  })
  @ValidateIf(isAboutNone)
  @IsString()
  @Length(1, 64)
  domain?: string;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: 256,
    example: 'PAYOUT',
    description: 'Required without `exception_id`.',
  })
  @ValidateIf(isAboutNone)
  @IsString()
  @Length(1, 256)
  exception_type?: string;

  @ApiPropertyOptional({ enum: SEVERITIES })
  @IfGiven()
  @IsIn(SEVERITIES)
  severity?: Severity;

  @ApiPropertyOptional({ type: Number, description: 'Minutes until the SLA ends; absent: no SLA applies.' })
  @IfGiven()
  @IsNumber()
  sla_minutes_remaining?: number;

  @ApiPropertyOptional({ maxLength: 256 })
  @IfGiven()
  @IsString()
  @Length(0, 256)
  source_system?: string;

  @ApiPropertyOptional({ maxLength: 512 })
  @IfGiven()
  @IsString()
  @Length(0, 512)
  entity?: string;

  @ApiPropertyOptional({ type: Number })
  @IfGiven()
  @IsNumber()
  amount?: number;

  @ObjectIfGiven({})
  raw_payload?: JsonObject;
}

export class PreviewCandidateAnswer extends PlaybookAnswer {
  @ApiProperty({ type: 'integer' })
  priority!: number;

  @ApiProperty()
  matched!: boolean;

  @ApiProperty({ type: [String], description: 'Conditions that match.' })
  why!: string[];

  @ApiProperty({ type: [String], description: 'Conditions that do not match; empty when the playbook matches.' })
  why_not!: string[];
}

export class PreviewAnswer {
  @ApiProperty()
  domain!: string;

  @ApiProperty({ type: PlaybookAnswer, nullable: true, description: 'The playbook that would run.' })
  playbook!: PlaybookAnswer | null;

  @ApiProperty({
    type: [PreviewCandidateAnswer],
    description: 'Candidates in the order they are tried; the first that matches runs.',
  })
  candidates!: PreviewCandidateAnswer[];
}
