import { runWorker } from '@sentinai/messaging';
import { pipelineConfig } from './pipeline.config.ts';
import { PipelineModule } from './pipeline.module.ts';

await runWorker({ name: 'pipeline', config: pipelineConfig, module: PipelineModule });
