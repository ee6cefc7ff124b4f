/** `POST /exceptions`, `POST /api/exceptions/{tenant_id}` and `…/batch`: 202 as soon as it is stored. */
import { Body, Controller, Headers, HttpCode, Post, type Type, applyDecorators } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiAcceptedResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, CurrentUser, type Principal, ProblemException, TenantId } from '@sentinai/service-kit';
import { Readable } from 'node:stream';
import { INGESTION_LIMITS } from './ingestion.limits.ts';
import { AcceptedDto, BatchResultDto, SubmittedExceptionDto, SubmittedItemDto } from './ingestion.dto.ts';
import type { ItemResult } from './ingest-batch.ts';
import { IngestionService } from './ingestion.service.ts';
import { UnreadableLine, ndjsonChunks } from './ndjson.reader.ts';

/** Longest Idempotency-Key. */
const MAX_KEY_LENGTH = 256;

const IdempotencyKey = () =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key with the same body gives the same answer; with another body, 409.',
  });

/** A route that takes one exception. */
const Reports = (path: string, summary: string, body: Type): MethodDecorator =>
  applyDecorators(
    Post(path),
    HttpCode(202),
    IdempotencyKey(),
    ApiOperation({ summary }),
    ApiBody({ type: body }),
    ApiAcceptedResponse({ type: AcceptedDto }),
  );

@ApiTags('ingestion')
@Allow('operator')
@Controller()
export class IngestionController {
  constructor(private readonly ingestion: IngestionService) {}

  @Reports(
    'exceptions',
    'Report an exception, for the tenant that the body names or that the token has',
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

  @Reports('api/exceptions/:tenant_id', 'Report an exception of a tenant', SubmittedItemDto)
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
    summary: 'Report many: a JSON array, or a stream of JSON lines',
    description: 'One result for each item.',
  })
  @ApiParam({ name: 'tenant_id' })
  @ApiConsumes('application/json', 'application/x-ndjson')
  @ApiBody({ type: [SubmittedItemDto] })
  @ApiOkResponse({ type: BatchResultDto })
  async reportMany(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Body() body: unknown,
    @Headers('idempotency-key') key?: string,
  ): Promise<BatchResultDto> {
    const results: ItemResult[] = [];
    for await (const chunk of body instanceof Readable ? ndjsonChunks(body) : [itemsOf(body)]) {
      const idempotencyKey = key === undefined ? undefined : `${checkedKey(key)}:${results.length}`;
      results.push(...(await this.chunk({ tenantId, subject: user.subject, values: chunk, idempotencyKey })));
    }
    return batchResult(results);
  }

  private async one(tenantId: string, user: Principal, item: unknown, key: string | undefined): Promise<AcceptedDto> {
    const idempotencyKey = key === undefined ? undefined : checkedKey(key);
    const [result] = await this.ingestion.ingest({ tenantId, subject: user.subject, values: [item], idempotencyKey });
    if (!result || result.status === 'rejected') {
      const { code, detail, errors } = result?.error ?? { code: 'internal' as const, detail: 'No result.', errors: [] };
      throw new ProblemException(code, detail, { errors });
    }
    const path = `/api/exceptions/${encodeURIComponent(tenantId)}/${encodeURIComponent(result.exception_id)}`;
    return { ...result, status_url: path };
  }

  /** Lines that could not be read keep their place among the results. */
  private async chunk(request: Parameters<IngestionService['ingest']>[0]): Promise<ItemResult[]> {
    const readable = request.values.filter((value) => !(value instanceof UnreadableLine));
    const results = await this.ingestion.ingest({ ...request, values: readable });
    return request.values.map((value) =>
      value instanceof UnreadableLine ? rejected(value) : (results.shift() as ItemResult),
    );
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

const rejected = ({ problem }: UnreadableLine): ItemResult => ({
  status: 'rejected',
  error: { code: problem.code, detail: problem.detail, errors: [] },
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
