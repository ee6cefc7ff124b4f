import { runWorker } from '@sentinai/messaging';
import { INGESTION_LIMITS } from './ingestion/ingestion.limits.ts';
import { intakeConfig } from './intake.config.ts';
import { IntakeModule } from './intake.module.ts';

await runWorker({
  name: 'intake',
  config: intakeConfig,
  module: IntakeModule,
  http: { bodyLimit: INGESTION_LIMITS.bodyBytes, rawStreams: ['application/x-ndjson'] },
});
