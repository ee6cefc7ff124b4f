/** Creates the process's tracer from its settings. */
import type { ConfigOf } from '../config/config.ts';
import type { Logger } from '../logging/logger.ts';
import type { Tracer } from './tracer.ts';
import type { tracingSettings } from './tracing.settings.ts';

/** Returns null while tracing is off: then nothing of OpenTelemetry's SDK is loaded. */
export async function createTracer(
  service: string,
  config: ConfigOf<typeof tracingSettings> & { instanceId: string },
  logger: Logger,
): Promise<Tracer | null> {
  if (config.tracing === 'off') return null;
  const { OtlpTracer } = await import('./otlp.tracer.ts');
  return new OtlpTracer({
    service,
    instance: config.instanceId,
    endpoint: config.otlpEndpoint,
    sampleRatio: config.traceSampleRatio,
    warn: (message) => logger.warn(message),
  });
}
