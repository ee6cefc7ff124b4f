/** Makes the process's logger injectable, for the few places that log fields rather than words. */
import { Inject, Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from './logger.ts';

const LOGGER = Symbol('sentinai.logger');

/** Injects the process's {@link Logger}. For plain messages, Nest's `new Logger(Something.name)` does the same. */
export const InjectLogger = () => Inject(LOGGER);

@Module({})
export class LoggingModule {
  static forRoot(logger: Logger): DynamicModule {
    return {
      module: LoggingModule,
      global: true,
      providers: [{ provide: LOGGER, useValue: logger }],
      exports: [LOGGER],
    };
  }
}
