/** `POST /api/exceptions/{tenant_id}/manual`: a person creates an exception by hand. */
import { Body, Controller, Post, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  CurrentUser,
  IdempotencyKey,
  isApiKeyPrincipal,
  type Principal,
  ProblemException,
  Route,
  TakesIdempotencyKey,
  TenantId,
} from '@sentinai/service-kit';
import { AdmissionInterceptor } from '../admission/admission.interceptor.ts';
import { RefusesTooMany } from '../admission/too-many-requests.decorator.ts';
import { acceptedAnswer, invalidItem } from '../ingestion/ingestion.convert.ts';
import { AcceptedDto } from '../ingestion/ingestion.dto.ts';
import { IngestionService } from '../ingestion/ingestion.service.ts';
import { ManualExceptionDto } from './manual-exception.dto.ts';
import { toItem } from './manual-exception.ts';

@ApiTags('ingestion')
@UseInterceptors(AdmissionInterceptor)
@Controller('api/exceptions/:tenant_id/manual')
export class ManualController {
  constructor(private readonly ingestion: IngestionService) {}

  @Post()
  @Route({
    permission: 'exceptions.create',
    summary: 'Creates an exception by hand. API keys get 403: programs report exceptions instead.',
    status: 202,
    answer: AcceptedDto,
    notFound: '`unknown_tenant`: the tenant does not exist',
    conflict:
      '`conflict`: the tenant has no active domain pack; `idempotency_conflict`: the Idempotency-Key was used with a different body',
  })
  @TakesIdempotencyKey()
  @ApiParam({ name: 'tenant_id' })
  @ApiBody({ type: ManualExceptionDto })
  @RefusesTooMany()
  async create(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Body() body: unknown,
    @IdempotencyKey() idempotencyKey?: string,
  ): Promise<AcceptedDto> {
    if (isApiKeyPrincipal(user)) {
      throw new ProblemException('forbidden', 'Exceptions are created by people; report this one instead.');
    }
    const read = toItem(body);
    if ('faults' in read) throw invalidItem(read.faults);
    const request = { tenantId, subject: user.subject, byHand: true, values: [read.item], idempotencyKey };
    return acceptedAnswer(tenantId, await this.ingestion.ingest(request));
  }
}
