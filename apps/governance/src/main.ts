import { runService } from '@sentinai/service-kit';
import { governanceConfig } from './governance.config.ts';
import { GovernanceModule } from './governance.module.ts';

await runService({ name: 'governance', config: governanceConfig, module: GovernanceModule });
