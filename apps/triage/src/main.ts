import { runWorker } from '@sentinai/messaging';
import { triageConfig } from './triage.config.ts';
import { TriageModule } from './triage.module.ts';

await runWorker({ name: 'triage', config: triageConfig, module: TriageModule });
