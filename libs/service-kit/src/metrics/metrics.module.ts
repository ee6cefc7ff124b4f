/** `/metrics` and the registry behind it. */
import { Controller, Get, Module, Res, type DynamicModule } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/access.decorator.ts';
import { HttpMetrics } from './http.metrics.ts';
import { Metrics } from './metrics.ts';

@Public()
@ApiExcludeController()
@Controller()
class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get('metrics')
  async scrape(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { contentType, text } = await this.metrics.expose();
    reply.type(contentType);
    return text;
  }
}

@Module({})
export class MetricsModule {
  static forRoot(metrics: Metrics): DynamicModule {
    return {
      module: MetricsModule,
      global: true,
      controllers: [MetricsController],
      providers: [{ provide: Metrics, useValue: metrics }, HttpMetrics],
      exports: [Metrics, HttpMetrics],
    };
  }
}
