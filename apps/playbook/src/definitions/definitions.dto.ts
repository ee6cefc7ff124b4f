/** Request and response bodies of the tenant's own playbooks. They have the same shape as in packs; the domain library validates it. */
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { PlaybookSchema } from '@sentinai/domain';
import { FaultAnswer, openApiSchema, PlaybookVersionAnswer } from '@sentinai/service-kit';

const { name, description, priority, match, when, steps } = PlaybookSchema.properties;

const described = (schema: object, more: ApiPropertyOptions = {}): PropertyDecorator =>
  ApiProperty({ ...openApiSchema(schema), ...more });

export class PlaybookBody {
  @described(name, { example: 'Pay out' })
  name!: string;

  @described(description, { required: false })
  description?: string;

  @described(priority, { required: false, description: 'When several match, the highest priority wins. Default: 0.' })
  priority?: number;

  @described(match, { example: { exception_type: 'PAYOUT', severity_in: ['high', 'critical'] } })
  match!: object;

  @described(when, { required: false, example: 'amount > 100.0', description: 'A CEL condition beside `match`.' })
  when?: string;

  @described(steps, {
    example: [
      { name: 'call', action_type: 'manual', params: { instruction: 'Call {exception.entity}' }, timeout: '2h' },
    ],
  })
  steps!: object[];
}

export class NewPlaybookBody extends PlaybookBody {
  @ApiProperty({ description: "One of the tenant's domains.", example: 'Payments' })
  domain!: string;
}

export class PlaybookPut extends PlaybookVersionAnswer {
  @ApiProperty({
    type: 'integer',
    description: "The tenant's configuration revision with this change; it applies from the next decision.",
  })
  revision!: number;

  @ApiProperty({ type: [FaultAnswer], description: 'Warnings: parts that have no effect or look wrong.' })
  warnings!: FaultAnswer[];
}
