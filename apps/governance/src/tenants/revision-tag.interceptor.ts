/** Sets the response's ETag to the tenant's revision, for a later If-Match. */
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { map } from 'rxjs';
import type { TenantAnswer } from './tenants.dto.ts';

/** The used part of Fastify's reply. */
interface Reply {
  header(name: string, value: string): unknown;
}

@Injectable()
export class RevisionTagInterceptor implements NestInterceptor<TenantAnswer, TenantAnswer> {
  intercept(
    context: ExecutionContext,
    next: CallHandler<TenantAnswer>,
  ): ReturnType<CallHandler<TenantAnswer>['handle']> {
    const reply = context.switchToHttp().getResponse<Reply>();
    return next.handle().pipe(
      map((tenant) => {
        reply.header('etag', `"${tenant.revision}"`);
        return tenant;
      }),
    );
  }
}
