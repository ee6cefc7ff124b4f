import { runWorker } from '@sentinai/messaging';
import { toolConfig } from './tool.config.ts';
import { ToolModule } from './tool.module.ts';

await runWorker({ name: 'tool', config: toolConfig, module: ToolModule });
