/** Bulk commands: a server-side job with a result per exception. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import {
  type CommandTarget,
  CommandTargetOf,
  CurrentUser,
  type Principal,
  Route,
  TakesIdempotencyKey,
  TenantId,
  TenantPageQuery,
  TenantQuery,
} from '@sentinai/service-kit';
import { BulkJobAnswer, BulkJobBody, BulkJobItemList, BulkJobList } from './bulk-jobs.dto.ts';
import { BulkJobsService } from './bulk-jobs.service.ts';

const JobId = (): MethodDecorator => ApiParam({ name: 'job_id', type: String, format: 'uuid' });

@ApiTags('bulk jobs')
@Controller('api/bulk-jobs')
export class BulkJobsController {
  constructor(private readonly jobs: BulkJobsService) {}

  @Post()
  @Route({
    permission: 'cases.work',
    summary: 'Submits one command to many exceptions: to a list of ids, or to all that match a filter now.',
    description: '`triage` and `evaluate_policy` also require the permission `cases.redecide`.',
    status: 202,
    answer: BulkJobAnswer,
    conflict: '`idempotency_conflict`: the key was used for another job',
  })
  @TakesIdempotencyKey()
  create(
    @CommandTargetOf() { tenantId, idempotencyKey }: CommandTarget,
    @CurrentUser() user: Principal,
    @Body() body: BulkJobBody,
    @Query() _query: TenantQuery,
  ): Promise<BulkJobAnswer> {
    return this.jobs.create({ tenantId, user, idempotencyKey }, body);
  }

  @Get()
  @Route({ permission: 'exceptions.read', summary: "Lists the tenant's jobs, newest first.", answer: BulkJobList })
  list(@TenantId() tenantId: string, @Query() query: TenantPageQuery): Promise<BulkJobList> {
    return this.jobs.list(tenantId, query);
  }

  @Get(':job_id')
  @JobId()
  @Route({
    permission: 'exceptions.read',
    summary: 'Returns one job and its progress.',
    answer: BulkJobAnswer,
    notFound: 'No such job',
  })
  show(
    @TenantId() tenantId: string,
    @Param('job_id') jobId: string,
    @Query() _query: TenantQuery,
  ): Promise<BulkJobAnswer> {
    return this.jobs.show(tenantId, jobId);
  }

  @Get(':job_id/items')
  @JobId()
  @Route({
    permission: 'exceptions.read',
    summary: 'Lists the results of a job, one per exception.',
    answer: BulkJobItemList,
    notFound: 'No such job',
  })
  items(
    @TenantId() tenantId: string,
    @Param('job_id') jobId: string,
    @Query() query: TenantPageQuery,
  ): Promise<BulkJobItemList> {
    return this.jobs.items(tenantId, jobId, query);
  }

  @Post(':job_id/cancel')
  @JobId()
  @Route({
    permission: 'cases.work',
    summary: 'Cancels a job: the remaining exceptions do not get the command.',
    status: 200,
    answer: BulkJobAnswer,
    notFound: 'No such job',
    conflict: 'The job has ended',
  })
  cancel(
    @TenantId() tenantId: string,
    @CurrentUser() { subject }: Principal,
    @Param('job_id') jobId: string,
    @Query() _query: TenantQuery,
  ): Promise<BulkJobAnswer> {
    return this.jobs.cancel(tenantId, jobId, subject);
  }
}
