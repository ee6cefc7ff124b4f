/** The root module: what all services share, around this service's own module. */
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { AuthGuard } from '../auth/auth.guard.ts';
import { Authenticator } from '../auth/authenticator.ts';
import { RouteAccessAudit } from '../auth/route-access.audit.ts';
import { TokenVerifier } from '../auth/token-verifier.ts';
import { ConfigModule } from '../config/config.module.ts';
import { HealthModule } from '../health/health.module.ts';
import { RouteTable } from '../http/route-table.ts';
import { LoggingModule } from '../logging/logging.module.ts';
import type { Logger } from '../logging/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { MetricsModule } from '../metrics/metrics.module.ts';
import { ProblemFilter } from '../problems/problem.filter.ts';
import { createValidationPipe } from '../problems/validation.pipe.ts';
import { TenantStandingGuard } from '../tenancy/tenant-standing.guard.ts';
import { TenantGuard } from '../tenancy/tenant.guard.ts';
import type { Tracer } from '../tracing/tracer.ts';
import { TracingModule } from '../tracing/tracing.module.ts';

/** Parts of a service that exist before Nest starts. */
export interface ServiceParts {
  module: Type | DynamicModule;
  config: object;
  logger: Logger;
  metrics: Metrics;
  routes: RouteTable;
  /** Null while tracing is off. */
  tracer: Tracer | null;
}

@Module({})
export class ServiceModule {
  static forRoot({ module, config, logger, metrics, routes, tracer }: ServiceParts): DynamicModule {
    return {
      module: ServiceModule,
      imports: [
        ConfigModule.forRoot(config),
        LoggingModule.forRoot(logger),
        MetricsModule.forRoot(metrics),
        TracingModule.forRoot(tracer),
        HealthModule,
        DiscoveryModule,
        module,
      ],
      providers: [
        { provide: RouteTable, useValue: routes },
        TokenVerifier,
        Authenticator,
        RouteAccessAudit,
        // Guards run in this order: the tenant guard needs the sender, and the next one the tenant.
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: TenantGuard },
        { provide: APP_GUARD, useClass: TenantStandingGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: createValidationPipe },
      ],
    };
  }
}
