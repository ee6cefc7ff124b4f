import { runWorker } from '@sentinai/messaging';
import { INGESTION_LIMITS } from './ingestion/ingestion.limits.ts';
import { intakeConfig } from './intake.config.ts';
import { IntakeModule } from './intake.module.ts';

/** Leaves time to send and store a stream of the maximum size. */
const STREAM_TIMEOUT_MS = 120_000;

await runWorker({
  name: 'intake',
  config: intakeConfig,
  module: IntakeModule,
  http: {
    bodyLimit: INGESTION_LIMITS.bodyBytes,
    requestTimeoutMs: STREAM_TIMEOUT_MS,
    handlerTimeoutMs: STREAM_TIMEOUT_MS,
  },
});
