import { runWorker } from '@sentinai/messaging';
import { playbookConfig } from './playbook.config.ts';
import { PlaybookModule } from './playbook.module.ts';

await runWorker({ name: 'playbook', config: playbookConfig, module: PlaybookModule });
