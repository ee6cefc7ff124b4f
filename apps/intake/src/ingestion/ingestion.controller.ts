/** `POST /exceptions`, `POST /api/exceptions/{tenant_id}` and `…/batch`: respond as soon as the items are stored. */
import { Body, Controller, Headers, HttpCode, Post, type Type, UseInterceptors, applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiAcceptedResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal, ProblemException, TakesItems, TenantId } from '@sentinai/service-kit';
import { Readable } from 'node:stream';
import { AdmissionInterceptor } from '../admission/admission.interceptor.ts';
import { AdmissionService, type Refusal } from '../admission/admission.service.ts';
import { refusalDetail, refusalProblem } from '../admission/refusal.problem.ts';
import { RefusesTooMany } from '../admission/too-many-requests.decorator.ts';
import { acceptedAnswer } from './ingestion.convert.ts';
import { INGESTION_LIMITS } from './ingestion.limits.ts';
import { AcceptedDto, BatchResultDto, SubmittedExceptionDto, SubmittedItemDto } from './ingestion.dto.ts';
import type { ItemResult } from './ingest-batch.ts';
import { type IngestRequest, IngestionService } from './ingestion.service.ts';
import { ndjsonChunks } from './ndjson.reader.ts';

/** Maximum length of an Idempotency-Key. */
const MAX_KEY_LENGTH = 256;

const IdempotencyKey = () =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key with the same body returns the same result; with a different body, 409.',
  });

/** Documents the errors caused by the tenant rather than the item. */
const RefusesTenant = (orElse = ''): MethodDecorator =>
  applyDecorators(
    ApiNotFoundResponse({ description: '`unknown_tenant`: the tenant does not exist' }),
    ApiConflictResponse({ description: `\`conflict\`: the tenant has no active domain pack${orElse}` }),
  );

/** Route that takes one exception. */
const Reports = (path: string, summary: string, body: Type): MethodDecorator =>
  applyDecorators(
    Post(path),
    HttpCode(202),
    IdempotencyKey(),
    ApiOperation({ summary }),
    ApiBody({ type: body }),
    ApiAcceptedResponse({ type: AcceptedDto }),
    RefusesTenant('; `idempotency_conflict`: the Idempotency-Key was used with a different body'),
    RefusesTooMany(),
  );

@ApiTags('ingestion')
@Allow('exceptions.report')
@UseInterceptors(AdmissionInterceptor)
@Controller()
export class IngestionController {
  constructor(
    private readonly ingestion: IngestionService,
    private readonly admission: AdmissionService,
  ) {}

  @Reports(
    'exceptions',
    "Report an exception for the tenant named in the body, or for the token's only tenant",
    SubmittedExceptionDto,
  )
  report(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Body() item: unknown,
    @Headers('idempotency-key') key?: string,
  ): Promise<AcceptedDto> {
    return this.one(tenantId, user, item, key);
  }

  @Reports('api/exceptions/:tenant_id', 'Report an exception for a tenant', SubmittedItemDto)
  @ApiParam({ name: 'tenant_id' })
  reportFor(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Body() item: unknown,
    @Headers('idempotency-key') key?: string,
  ): Promise<AcceptedDto> {
    return this.one(tenantId, user, item, key);
  }

  @Post('api/exceptions/:tenant_id/batch')
  @HttpCode(200)
  @IdempotencyKey()
  @ApiOperation({
    summary: 'Report many exceptions: a JSON array or a stream of JSON lines',
    description:
      'Returns one result per item: an item that cannot be read or stored is `rejected` at its position, and the others are accepted. ' +
      'An array is admitted or refused as a whole. A stream is admitted as it is read: once the tenant exceeds its limit, the remaining ' +
      'items are `rejected` as `rate_limited`, one by one; the items before are stored.',
  })
  @ApiParam({ name: 'tenant_id' })
  @TakesItems(INGESTION_LIMITS.batchItems)
  @ApiBody({ type: [SubmittedItemDto] })
  @ApiOkResponse({ type: BatchResultDto })
  @RefusesTenant()
  @RefusesTooMany(' For a stream: when not even its beginning is admitted.')
  async reportMany(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Body() body: unknown,
    @Headers('idempotency-key') key?: string,
  ): Promise<BatchResultDto> {
    const idempotencyKey = key === undefined ? undefined : checkedKey(key);
    const request = { tenantId, subject: user.subject, idempotencyKey };
    const results =
      body instanceof Readable
        ? await this.stream(request, body)
        : await this.ingestion.ingest({ ...request, values: itemsOf(body), idempotencyKey: keyAt(request, 0) });
    return batchResult(results);
  }

  private async stream(request: Omit<IngestRequest, 'values'>, body: Readable): Promise<ItemResult[]> {
    const results: ItemResult[] = [];
    try {
      await this.readInto(results, request, body);
    } catch (error) {
      if (!(error instanceof ProblemException) || results.length === 0) throw error;
      const stored = results.filter(({ status }) => status !== 'rejected').length;
      throw new ProblemException(
        error.code,
        `${error.detail} Of the ${results.length} items before, ${stored} are stored.`,
        {
          headers: error.headers,
          cause: error,
        },
      );
    }
    return results;
  }

  /** Reads a stream into results. After a refused chunk all later ones are refused: a later state must not overtake an earlier one. */
  private async readInto(results: ItemResult[], request: Omit<IngestRequest, 'values'>, body: Readable): Promise<void> {
    let refusal: Refusal | null = null;
    for await (const values of ndjsonChunks(body)) {
      if (!refusal) {
        const verdict = await this.admission.admit(request.tenantId, values.length);
        refusal = verdict.refusal;
        if (refusal && results.length === 0) throw refusalProblem(refusal, verdict);
      }
      const idempotencyKey = keyAt(request, results.length);
      if (refusal) results.push(...values.map(refused(refusal)));
      else results.push(...(await this.ingestion.ingest({ ...request, values, idempotencyKey })));
    }
  }

  private async one(tenantId: string, user: Principal, item: unknown, key: string | undefined): Promise<AcceptedDto> {
    const idempotencyKey = key === undefined ? undefined : checkedKey(key);
    const request = { tenantId, subject: user.subject, values: [item], idempotencyKey };
    return acceptedAnswer(tenantId, await this.ingestion.ingest(request));
  }
}

function itemsOf(body: unknown): unknown[] {
  if (!Array.isArray(body)) throw new ProblemException('invalid_request', 'The body must be a JSON array of items.');
  if (body.length > INGESTION_LIMITS.batchItems) {
    throw new ProblemException(
      'too_many_items',
      `A batch may hold ${INGESTION_LIMITS.batchItems} items; this has ${body.length}.`,
    );
  }
  return body;
}

function checkedKey(key: string): string {
  if (key.length > 0 && key.length <= MAX_KEY_LENGTH) return key;
  throw new ProblemException('invalid_request', `Idempotency-Key must have 1 to ${MAX_KEY_LENGTH} characters.`);
}

/** Idempotency key of a chunk of a stream: the request's key and the position of the chunk. */
const keyAt = ({ idempotencyKey }: Omit<IngestRequest, 'values'>, place: number): string | undefined =>
  idempotencyKey === undefined ? undefined : `${idempotencyKey}:${place}`;

const refused = (refusal: Refusal) => (): ItemResult => ({
  status: 'rejected',
  error: { code: 'rate_limited', detail: refusalDetail(refusal), errors: [] },
});

function batchResult(results: readonly ItemResult[]): BatchResultDto {
  const count = (status: ItemResult['status']) => results.filter((result) => result.status === status).length;
  return {
    items: results.map((result, index) => ({ index, ...result })),
    accepted: count('accepted'),
    duplicates: count('duplicate'),
    rejected: count('rejected'),
  };
}
