/** Makes the tracer injectable everywhere, and flushes it when the app stops. */
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TRACER, type Tracer } from './tracer.ts';

@Module({})
export class TracingModule implements OnApplicationShutdown {
  static forRoot(tracer: Tracer | null): DynamicModule {
    return {
      module: TracingModule,
      global: true,
      providers: [{ provide: TRACER, useValue: tracer }],
      exports: [TRACER],
    };
  }

  constructor(@Inject(TRACER) private readonly tracer: Tracer | null) {}

  async onApplicationShutdown(): Promise<void> {
    await this.tracer?.shutdown();
  }
}
