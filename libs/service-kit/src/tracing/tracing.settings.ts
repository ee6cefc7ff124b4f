/** Settings of the trace exporter. */
import { setting } from '../config/setting.ts';

export const tracingSettings = {
  tracing: setting.choice(['off', 'otlp'], {
    env: 'TRACING',
    description: 'Whether spans are recorded and sent, over OTLP (HTTP).',
    example: 'otlp',
    default: 'off',
  }),
  otlpEndpoint: setting.url({
    env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    description: 'URL of the collector, without path: `/v1/traces` is added.',
    example: 'http://otel-collector:4318',
    default: 'http://localhost:4318',
    schemes: ['http', 'https'],
  }),
  traceSampleRatio: setting.ratio({
    env: 'TRACING_SAMPLE_RATIO',
    description:
      'Share of traces started here that are recorded; a trace started elsewhere keeps the decision made there.',
    example: '0.01',
    default: 0.01,
  }),
};
