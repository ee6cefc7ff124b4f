import { runService } from '@sentinai/service-kit';
import { opsApiConfig } from './ops-api.config.ts';
import { OpsApiModule } from './ops-api.module.ts';

await runService({ name: 'ops-api', config: opsApiConfig, module: OpsApiModule });
