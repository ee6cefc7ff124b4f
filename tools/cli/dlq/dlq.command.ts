/** `npm run dlq`: lists, shows, retries and discards dead letters. */
import { isTenantId } from '@sentinai/contracts';
import {
  DEAD_LETTER_STATUSES,
  DeadLetterDecisions,
  type DeadLetterFilter,
  DeadLetterQueries,
  type DeadLetterStatus,
  TenantRepository,
  UNKNOWN_TENANT,
} from '@sentinai/persistence';
import { Command, InvalidArgumentError, Option } from 'commander';
import { userInfo } from 'node:os';
import { readDuration, readWholeNumber } from '../arguments.ts';
import { createCommandRecorders } from '../connection/command-recorders.ts';
import { governanceDatabaseUrl, withGovernanceDatabase } from '../connection/governance-database.ts';
import { withKafkaProducer } from '../connection/kafka-producer.ts';
import { CommandError, runProgram } from '../run-program.ts';
import { deadLetterActs } from './dead-letter-acts.ts';
import { detailsJson, entryTable, groupTable, toJson } from './dead-letter-report.ts';
import { type DeadLetterDesk, retryDeadLetters, untilClosed } from './retry-dead-letters.ts';

interface FilterOptions {
  tenant?: string;
  status?: DeadLetterStatus;
  type?: string;
  consumer?: string;
  fingerprint?: string;
}

interface ListOptions extends FilterOptions {
  after: string;
  limit: number;
  group: boolean;
  json: boolean;
}

interface RetryOptions extends FilterOptions {
  all: boolean;
  rate: number;
  wait: boolean;
  timeout: number;
  as: string;
}

const HELP = `
DATABASE_URL names the database (role sentinai_governance) and KAFKA_BROKERS the brokers; both default to the local stack's.
Records of an unknown tenant belong to the tenant ${UNKNOWN_TENANT}.`;

export function run(args: readonly string[]): Promise<number> {
  const program = new Command('dlq')
    .description('Lists, shows, retries and discards dead letters.')
    .addHelpText('after', HELP);
  filtered(program.command('list'))
    .description('Lists dead letters, oldest first.')
    .addOption(statusOption(DEAD_LETTER_STATUSES))
    .option('--after <id>', 'only entries with a higher id: the last id of the previous page', readId, '0')
    .option('--limit <number>', 'most entries (or groups) to list', readWholeNumber(1, 10_000), 50)
    .option('--group', 'count entries by cause (fingerprint), with the newest of each as a sample', false)
    .option('--json', 'print JSON', false)
    .action(list);
  program
    .command('show')
    .description('Shows a dead letter with its headers and payload, as JSON.')
    .argument('<id>', 'id of the dead letter', readId)
    .action(show);
  filtered(program.command('retry'))
    .description('Republishes records to their topics. An entry closes when its event has been processed.')
    .argument('[id...]', 'ids of dead letters', collectIds)
    .option('--all', 'every entry with the given status, instead of ids or filters', false)
    .addOption(statusOption(['pending', 'retrying']).default('pending'))
    .option('--rate <number>', 'records per second', readWholeNumber(1, 10_000), 50)
    .option('--wait', 'wait until the entries are closed; exit code 1 when any failed again', false)
    .option('--timeout <duration>', 'longest wait (default: 10m)', readDuration, readDuration('10m'))
    .option('--as <name>', 'name recorded as the decision maker', userInfo().username)
    .action(retry);
  program
    .command('discard')
    .description('Closes pending dead letters permanently, without processing them.')
    .argument('<id...>', 'ids of dead letters', collectIds)
    .requiredOption('--reason <text>', 'why it is safe to discard them', readReason)
    .option('--as <name>', 'name recorded as the decision maker', userInfo().username)
    .action(discard);
  return runProgram(program, args);
}

const filtered = (command: Command): Command =>
  command
    .option('--tenant <id>', 'only this tenant', readTenantId)
    .option('--type <event>', 'only records of this event type')
    .option('--consumer <name>', 'only records that this worker could not process')
    .option('--fingerprint <text>', 'only records that failed for this cause');

const statusOption = (choices: readonly string[]): Option =>
  new Option('--status <status>', 'only entries with this status').choices(choices);

const filterOf = ({ tenant, status, type, consumer, fingerprint }: FilterOptions): DeadLetterFilter => ({
  tenantId: tenant,
  status,
  eventType: type,
  consumer,
  fingerprint,
});

async function list({ after, limit, group, json, ...options }: ListOptions): Promise<void> {
  const filter = filterOf(options);
  const queries = new DeadLetterQueries();
  await atTheDesk(async ({ transactions, tenants }) => {
    if (group) {
      const groups = await transactions.run(tenants, (tx) => queries.groups(tx, filter, limit));
      console.log(json ? toJson(groups) : groupTable(groups));
      return;
    }
    const entries = await transactions.run(tenants, (tx) => queries.page(tx, filter, { after, limit }));
    console.log(json ? toJson(entries) : entryTable(entries));
    const last = entries.at(-1);
    if (last && entries.length === limit) console.error(`There may be more: --after ${last.id}`);
  });
}

async function show(id: string): Promise<void> {
  const details = await atTheDesk(({ transactions, tenants }) =>
    transactions.run(tenants, (tx) => new DeadLetterQueries().find(tx, id)),
  );
  if (!details) throw new CommandError(`there is no dead letter ${id}`);
  console.log(detailsJson(details));
}

async function retry(ids: readonly string[] = [], options: RetryOptions): Promise<void> {
  const { all, rate, wait, timeout, as: by } = options;
  const narrowed = [options.tenant, options.type, options.consumer, options.fingerprint].some(Boolean);
  if ([ids.length > 0, narrowed, all].filter(Boolean).length !== 1) {
    throw new CommandError('say which dead letters, in one way: ids, filters (--fingerprint, --tenant, …) or --all');
  }
  await atTheDesk(async (desk) => {
    const chosen = ids.length > 0 ? ids : await selected(desk, filterOf(options));
    const published = await withKafkaProducer((producer) =>
      retryDeadLetters(desk, producer, { ids: chosen, rate, by }),
    );
    const counts = { retried: published.length };
    const closed = wait ? await untilClosed(desk, published, timeout) : undefined;
    console.log(JSON.stringify({ ...counts, ...closed }));
    const left = chosen.filter((id) => !published.includes(id));
    if (ids.length > 0 && left.length > 0) throw new CommandError(`not open, or not found: ${left.join(', ')}`);
    if (closed && closed.failed > 0) throw new CommandError(`${closed.failed} of ${published.length} failed again`);
  });
}

const selected = ({ transactions, tenants }: DeadLetterDesk, filter: DeadLetterFilter): Promise<string[]> =>
  transactions.run(tenants, (tx) => new DeadLetterQueries().ids(tx, filter));

async function discard(ids: readonly string[], { reason, as: by }: { reason: string; as: string }): Promise<void> {
  const closed = await atTheDesk(({ transactions, tenants }) =>
    transactions.run(tenants, async (tx) => {
      const letters = await new DeadLetterDecisions().discard(tx, ids, { by, reason, now: new Date() });
      const acts = deadLetterActs(letters, { by, action: 'dead_letter.discarded', reason });
      await createCommandRecorders().audit.recordAll(tx, acts);
      return letters.map(({ id }) => id);
    }),
  );
  console.log(JSON.stringify({ discarded: closed.length }));
  const left = ids.filter((id) => !closed.includes(id));
  if (left.length > 0) throw new CommandError(`not pending, or not found: ${left.join(', ')}`);
}

/** Runs `work` with access to the dead letters of every tenant, and to those without a known tenant. */
async function atTheDesk<T>(work: (desk: DeadLetterDesk) => Promise<T>): Promise<T> {
  return withGovernanceDatabase(await governanceDatabaseUrl(), async (transactions) => {
    const tenants = [...(await new TenantRepository().allIds(transactions)), UNKNOWN_TENANT];
    return work({ transactions, tenants });
  });
}

function readId(text: string): string {
  if (/^\d{1,18}$/.test(text)) return String(BigInt(text));
  throw new InvalidArgumentError('Give the id of a dead letter, a whole number.');
}

const collectIds = (text: string, previous: string[] = []): string[] => [...previous, readId(text)];

function readTenantId(text: string): string {
  if (isTenantId(text) || text === UNKNOWN_TENANT) return text;
  throw new InvalidArgumentError('Give up to 64 letters, digits, "_", "." or "-", beginning with a letter or digit.');
}

function readReason(text: string): string {
  if (text.trim() !== '') return text.trim().slice(0, 1_000);
  throw new InvalidArgumentError('Give a reason.');
}
