/** Builds an agent's input from the data loaded for a batch. */
import type { EventEnvelope } from '@sentinai/contracts';
import type { DomainConfig, ExceptionRecord } from '@sentinai/domain';
import type { Attempt, Matter } from '../agent/agent.ts';
import { caseFileOf } from '../agent/case-file.ts';
import { PermanentError } from '../agent/errors.ts';
import type { LoadedBatch } from './case.store.ts';

/** Data shared by all matters of a batch, and the attempt number of this one. */
export interface MatterContext extends Attempt {
  loaded: LoadedBatch;
  now: Date;
}

/** @throws PermanentError when the tenant does not exist or has no pack for the exception's domain */
export function matterOf(event: EventEnvelope, exception: ExceptionRecord, context: MatterContext): Matter {
  const { loaded, now, attempt, isLastAttempt } = context;
  const config = configFor(event, exception.domain, loaded);
  const file = caseFileOf(exception, { config, playbooks: loaded.playbooks, now });
  return { event, file, attempt, isLastAttempt };
}

/** @throws PermanentError when the tenant does not exist or has no pack for the domain */
export function configFor(event: EventEnvelope, domain: string, loaded: LoadedBatch): DomainConfig {
  const tenant = loaded.tenants.get(event.tenantId);
  if (!tenant) throw new PermanentError('unknown_tenant', `Tenant "${event.tenantId}" does not exist`);
  const config = tenant.domains.get(domain);
  if (!config) {
    throw new PermanentError('domain_not_configured', `Tenant "${event.tenantId}" has no pack for domain "${domain}"`);
  }
  return config;
}

/** False while the tenant is suspended or archived: its events wait. */
export const isServed = ({ tenantId }: EventEnvelope, loaded: LoadedBatch): boolean => {
  const status = loaded.tenants.get(tenantId)?.status;
  return status === undefined || status === 'active';
};

/** True when {@link matterOf} will not throw. */
export const isConfigured = (event: EventEnvelope, exception: ExceptionRecord, loaded: LoadedBatch): boolean =>
  loaded.tenants.get(event.tenantId)?.domains.has(exception.domain) ?? false;
