/** Builds the case file that the runtime would load for an agent. */
import type { CaseFile } from '../case/case-file.ts';
import type { ExceptionRecord } from '../case/exception-record.ts';
import { type Packs, aDomainConfig } from './domain-config.builder.ts';
import type { DomainConfig } from '../packs/tenant-config.ts';
import { ExceptionBuilder, NOW, anException } from './exception.builder.ts';

export interface CaseFileParts {
  exception?: ExceptionBuilder | ExceptionRecord;
  /** Compiled, or the packs to compile. */
  config?: DomainConfig | Packs;
  now?: Date;
}

/** Builds a case file; its playbook is the one the exception runs, as in the runtime. */
export function aCaseFile({ exception = anException(), config = {}, now = NOW }: CaseFileParts = {}): CaseFile {
  const record = exception instanceof ExceptionBuilder ? exception.build() : exception;
  const compiled = 'playbooks' in config ? config : aDomainConfig(config);
  const playbook = compiled.playbooks.find(({ playbookId }) => playbookId === record.currentPlaybookId) ?? null;
  return { exception: record, config: compiled, playbook, now };
}
