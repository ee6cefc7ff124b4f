/** A state of an exception as the input of triage. */
import type { ExceptionNormalized, TriageCompleted } from '@sentinai/contracts';
import { type CaseFileParts, NOW, type Packs, aCaseFile, anEvent, decided } from '@sentinai/domain/testing';
import { TriageAgent } from '../triage/triage.agent.ts';

const agent = new TriageAgent();

export const HOUR = 3_600_000;
export const HAPPENED = new Date(NOW.getTime() - HOUR);
/** Deadline of a CASH_BREAK, whose SLA is 120 minutes. */
export const DEADLINE = new Date(HAPPENED.getTime() + 2 * HOUR);

const normalized = (fields: Partial<ExceptionNormalized> = {}): ExceptionNormalized => ({
  domain: 'Trading',
  source_system: 'Murex',
  exception_type: 'CASH_BREAK',
  entity: null,
  amount: null,
  title: null,
  occurred_at: HAPPENED.toISOString(),
  occurred_at_source: 'given',
  unreadable: [],
  source_updated_at: null,
  source_status: null,
  status: null,
  update: false,
  domain_pack_version: 1,
  raw_payload: {},
  ...fields,
});

export const triage = (fields: Partial<ExceptionNormalized>, file: CaseFileParts = {}) =>
  decided(agent.decide(anEvent('ExceptionNormalized', normalized(fields)), aCaseFile(file)));

export const triaged = (fields: Partial<ExceptionNormalized>, config: Packs = {}) =>
  triage(fields, { config }).data('TriageCompleted') as TriageCompleted;
