import { runService } from '@sentinai/service-kit';
import { governanceConfig } from './governance.config.ts';
import { GovernanceModule } from './governance.module.ts';
import { PACK_LIMITS } from './packs/pack.limits.ts';

await runService({ name: 'governance', config: governanceConfig, module: GovernanceModule, http: PACK_LIMITS });
