/** Makes the loaded configuration injectable everywhere. */
import { Inject, Module, type DynamicModule } from '@nestjs/common';

/** Injection token of the whole loaded configuration. */
export const CONFIG = Symbol('sentinai.config');

/**
 * Injects the loaded configuration.
 *
 * @example constructor(@InjectConfig() private readonly config: ConfigOf<typeof databaseSettings>) {}
 */
export const InjectConfig = () => Inject(CONFIG);

@Module({})
export class ConfigModule {
  static forRoot(config: object): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: CONFIG, useValue: config }],
      exports: [CONFIG],
    };
  }
}
