/** Requests admission before a request's items are read: all or nothing. The reader of a stream requests admission chunk by chunk. */
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { tenantOf } from '@sentinai/service-kit';
import { Readable } from 'node:stream';
import { AdmissionService } from './admission.service.ts';
import { quotaHeaders } from './quota.headers.ts';
import { refusalProblem } from './refusal.problem.ts';

/** The used part of Fastify's reply. */
interface Answer {
  headers(values: Record<string, string>): unknown;
}

@Injectable()
export class AdmissionInterceptor implements NestInterceptor {
  constructor(private readonly admission: AdmissionService) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<ReturnType<CallHandler['handle']>> {
    const { body } = context.switchToHttp().getRequest<{ body: unknown }>();
    if (body instanceof Readable) return next.handle();
    const verdict = await this.admission.admit(tenantOf(context), Array.isArray(body) ? body.length : 1);
    if (verdict.refusal) throw refusalProblem(verdict.refusal, verdict);
    context.switchToHttp().getResponse<Answer>().headers(quotaHeaders(verdict.quota));
    return next.handle();
  }
}
