/** Probes for an orchestrator: liveness and readiness. */
import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/access.decorator.ts';
import { EventLoopMonitor } from './event-loop.monitor.ts';
import { HealthRegistry } from './health.registry.ts';

@Public()
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly registry: HealthRegistry,
    private readonly eventLoop: EventLoopMonitor,
  ) {}

  /** Liveness: 503 asks for a restart. It checks nothing outside the process. */
  @Get('healthz')
  live(@Res({ passthrough: true }) reply: FastifyReply) {
    const { responsive, meanMs, maxMs } = this.eventLoop.probe();
    reply.code(responsive ? 200 : 503);
    return { status: responsive ? 'ok' : 'error', event_loop: { mean_delay_ms: meanMs, max_delay_ms: maxMs } };
  }

  /** Readiness: 503 asks for no traffic for now. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const report = await this.registry.readiness();
    reply.code(report.status === 'ok' ? 200 : 503);
    return report;
  }
}
