import { runWorker } from '@sentinai/messaging';
import { searchConfig } from './search.config.ts';
import { SearchModule } from './search.module.ts';

await runWorker({ name: 'search', config: searchConfig, module: SearchModule });
