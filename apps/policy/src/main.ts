import { runWorker } from '@sentinai/messaging';
import { policyConfig } from './policy.config.ts';
import { PolicyModule } from './policy.module.ts';

await runWorker({ name: 'policy', config: policyConfig, module: PolicyModule });
