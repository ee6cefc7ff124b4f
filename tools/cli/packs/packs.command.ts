/** `npm run packs`: imports Domain Packs and Tenant Policy Packs, and lists those in force. */
import { isTenantId } from '@sentinai/contracts';
import { Command, InvalidArgumentError } from 'commander';
import { userInfo } from 'node:os';
import { governanceDatabaseUrl, withGovernanceDatabase } from '../connection/governance-database.ts';
import { CommandError, runProgram } from '../run-program.ts';
import { plainTable } from '../table.ts';
import { importPack } from './import-pack.ts';
import { findingLine, findingLines, outcomeLines } from './import-report.ts';
import { listPacks, type PackListing } from './list-packs.ts';
import { readPackFile } from './pack-file.ts';

interface ImportOptions {
  file: string;
  tenant?: string;
  shared?: boolean;
  domainVersion?: number;
  dryRun: boolean;
  strict: boolean;
  as: string;
}

const DATABASE_HELP = `
DATABASE_URL names the database, for the role sentinai_governance (default: the local stack's).`;

export function run(args: readonly string[]): Promise<number> {
  const program = new Command('packs')
    .description('Imports Domain Packs and Tenant Policy Packs, and lists those in force.')
    .addHelpText('after', DATABASE_HELP);
  program
    .command('import')
    .description('Checks a pack, stores it as a version, and puts it into force.')
    .requiredOption('--file <path>', 'the pack, as JSON (5 MiB at most)')
    .option(
      '--tenant <id>',
      'make a domain pack the own pack of this tenant and activate it; a missing tenant is created',
      readTenantId,
    )
    .option('--shared', 'publish a domain pack to all tenants (default without --tenant), active for --tenant only')
    .option(
      '--domain-version <number>',
      'activate a policy pack with this version of the domain pack (default: the one in force)',
      readVersion,
    )
    .option('--dry-run', 'report what would happen, but store nothing', false)
    .option('--strict', 'refuse a pack that has warnings', false)
    .option('--as <name>', 'name recorded in the audit trail', userInfo().username)
    .action(importFile);
  program
    .command('list')
    .description('Lists stored domain packs, and the packs in force for each tenant.')
    .option('--tenant <id>', 'only this tenant', readTenantId)
    .option('--json', 'print JSON', false)
    .action(list);
  return runProgram(program, args);
}

async function importFile({ file, domainVersion, as: by, ...options }: ImportOptions): Promise<void> {
  const document = await readPackFile(file);
  const request = { ...options, domainPackVersion: domainVersion, document, by };
  const report = await withGovernanceDatabase(await governanceDatabaseUrl(), (transactions) =>
    importPack(transactions, request),
  );
  if (report.kind !== null) print(findingLines(report));
  if (report.faults.length > 0) {
    for (const fault of report.faults) console.error(findingLine(fault));
    throw new CommandError(`${count(report.faults.length, 'fault')} in ${file}: nothing was stored`);
  }
  if (!report.stored) {
    throw new CommandError(`${count(report.warnings.length, 'warning')} in ${file}: nothing was stored (--strict)`);
  }
  print(outcomeLines(report, file));
  if (options.dryRun) print(['Nothing was stored (--dry-run)']);
}

async function list({ tenant, json }: { tenant?: string; json: boolean }): Promise<void> {
  const listing = await withGovernanceDatabase(await governanceDatabaseUrl(), (transactions) =>
    listPacks(transactions, tenant),
  );
  if (json) print([listingJson(listing)]);
  else print(listingTables(listing));
}

/** Formats the listing as JSON, with the API's field names. */
export const listingJson = ({ domains, active }: PackListing): string =>
  JSON.stringify(
    {
      domain_packs: domains.map(({ domain, tenantId, version, newest }) => ({
        domain,
        tenant_id: tenantId,
        version,
        stored_at: newest,
      })),
      active: active.map((row) => ({
        tenant_id: row.tenantId,
        status: row.status,
        revision: row.revision,
        domain: row.domain,
        domain_pack_version: row.domainPackVersion,
        policy_pack_version: row.policyPackVersion,
        playbooks: row.playbooks,
        tools: row.tools,
        activated_by: row.activatedBy,
      })),
    },
    null,
    2,
  );

function listingTables({ domains, active }: PackListing): string[] {
  const stored = table('Domain pack', 'Owner', 'Newest version', 'Stored');
  for (const { domain, tenantId, version, newest } of domains) {
    stored.push([domain, tenantId ?? 'all tenants', version, newest.toISOString()]);
  }
  const inForce = table('Tenant', 'Status', 'Domain', 'Version', 'Policy', 'Playbooks', 'Tools', 'Revision', 'By');
  for (const row of active) {
    inForce.push([
      row.tenantId,
      row.status,
      row.domain,
      row.domainPackVersion,
      row.policyPackVersion ?? 'none',
      row.playbooks,
      row.tools,
      row.revision,
      row.activatedBy,
    ]);
  }
  return [stored.toString(), inForce.toString()];
}

const table = (...head: string[]) => plainTable(head, { compact: true });

function print(lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

function readVersion(text: string): number {
  const version = Number(text);
  if (/^[1-9]\d{0,8}$/.test(text)) return version;
  throw new InvalidArgumentError('Give the number of a version: 1 or more.');
}

function readTenantId(text: string): string {
  if (isTenantId(text)) return text;
  throw new InvalidArgumentError('Give up to 64 letters, digits, "_", "." or "-", beginning with a letter or digit.');
}
