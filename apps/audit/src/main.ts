import { runWorker } from '@sentinai/messaging';
import { auditConfig } from './audit.config.ts';
import { AuditModule } from './audit.module.ts';

await runWorker({ name: 'audit', config: auditConfig, module: AuditModule });
