/** The recorders of the services, for commands that change a tenant. */
import { AuditRecorder, ConfigChangeRecorder, PackChangeRecorder } from '@sentinai/messaging';
import { ActivationHistoryRepository, AuditRecordRepository } from '@sentinai/persistence';

export interface CommandRecorders {
  audit: AuditRecorder;
  packs: PackChangeRecorder;
}

const SOURCE = '/sentinai/cli';

/**
 * A command publishes no events, because it may run where no service does: the outbox has no relay then. Services notice the tenant's new
 * revision with their next transaction.
 */
const UNPUBLISHED = { addAboutTenants: () => Promise.resolve(), kick: () => undefined };

export function createCommandRecorders(): CommandRecorders {
  const audit = new AuditRecorder({ source: SOURCE, records: new AuditRecordRepository(), outbox: null });
  const changes = new ConfigChangeRecorder({ source: SOURCE, audit, outbox: UNPUBLISHED, relay: UNPUBLISHED });
  return { audit, packs: new PackChangeRecorder({ changes, audit, history: new ActivationHistoryRepository() }) };
}
