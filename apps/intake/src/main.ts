import { runWorker } from '@sentinai/messaging';
import { INGESTION_LIMITS } from './ingestion/ingestion.limits.ts';
import { intakeConfig } from './intake.config.ts';
import { IntakeModule } from './intake.module.ts';

/** A stream of the most lines takes a while to send and to store. */
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
