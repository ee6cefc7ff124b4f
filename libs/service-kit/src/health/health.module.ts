/** `/healthz`, `/readyz` and the registry of readiness checks. */
import { Global, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { EventLoopMonitor } from './event-loop.monitor.ts';
import { HealthController } from './health.controller.ts';
import { HealthRegistry } from './health.registry.ts';

@Global()
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [HealthRegistry, EventLoopMonitor],
  exports: [HealthRegistry],
})
export class HealthModule {}
