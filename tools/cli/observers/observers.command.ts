/** `npm run observers`: lists observers and rebuilds their tables from the log. */
import { userInfo } from 'node:os';
import { type ObserverState, RebuildRequests, type TenantTransactions } from '@sentinai/persistence';
import { Command, InvalidArgumentError, Option } from 'commander';
import { governanceDatabaseUrl, withGovernanceDatabase } from '../connection/governance-database.ts';
import { CommandError, runProgram } from '../run-program.ts';
import { hostText, isHosted, observerJson, observerTable, rebuildJson, rebuildText } from './observer-report.ts';
import { howToWatch, watchRebuild } from './watch-rebuild.ts';

interface RebuildOptions {
  from: Date;
  wait: boolean;
  as: string;
}

const HELP = `
An observer consumes events and writes tables of its own. A rebuild removes what it wrote for events since --from and observes these
events again, from the log. Its consumption pauses meanwhile; nothing else does. The processes that host the observer do the work: the
command may be interrupted. A rebuild that is cancelled, or failed, leaves the table of the current tenant incomplete until the next one.

DATABASE_URL names the database (role sentinai_governance); it defaults to the local stack's.`;

const STATEMENT_TIMED_OUT = '57014';

export function run(args: readonly string[]): Promise<number> {
  const program = new Command('observers')
    .description('Lists observers and rebuilds their tables from the log.')
    .addHelpText('after', HELP);
  program
    .command('list')
    .description('Lists the observers, how far behind they are, and their last rebuild.')
    .option('--json', 'print JSON', false)
    .action(list);
  program
    .command('rebuild')
    .description("Rebuilds an observer's tables from the log.")
    .argument('<name>', 'the observer')
    .addOption(
      new Option('--from <instant>', 'only events since then: 2026-11-01 (in UTC), 2026-11-01T08:00Z')
        .argParser(readInstant)
        .default(new Date(0), 'the beginning of the log'),
    )
    .option('--no-wait', 'request the rebuild and return')
    .option('--as <name>', 'name recorded as the one who requested it', userInfo().username)
    .action(rebuild);
  program
    .command('status')
    .description("Shows an observer's last rebuild.")
    .argument('<name>', 'the observer')
    .option('--json', 'print JSON', false)
    .action(status);
  program
    .command('cancel')
    .description("Cancels an observer's rebuild after its current step.")
    .argument('<name>', 'the observer')
    .action(cancel);
  return runProgram(program, args);
}

async function list({ json }: { json: boolean }): Promise<void> {
  const observers = await withRequests((transactions, requests) =>
    transactions.run([], (tx) => requests.observers(tx)),
  );
  console.log(json ? JSON.stringify(observers.map(observerJson), null, 2) : observerTable(observers));
}

async function rebuild(name: string, { from, wait, as: by }: RebuildOptions): Promise<void> {
  await withRequests(async (transactions, requests) => {
    const look = () => find(transactions, requests, name);
    const observer = await look();
    const id = await transactions.run([], (tx) => requests.request(tx, { observer: name, from, by }));
    if (id === null) throw new CommandError(`${name} is being rebuilt already. ${howToWatch(name)}`);
    if (!wait) {
      if (!isHosted(observer)) console.error(`No process hosts ${name} (${hostText(observer)}).`);
      console.log(JSON.stringify({ observer: name, id, state: 'requested' }));
      return;
    }
    const interruption = new AbortController();
    const interrupt = () => interruption.abort();
    process.once('SIGINT', interrupt);
    try {
      const ended = await watchRebuild({ look, output: process.stderr, signal: interruption.signal });
      console.log(JSON.stringify(rebuildJson(ended)));
    } finally {
      process.off('SIGINT', interrupt);
    }
  });
}

async function status(name: string, { json }: { json: boolean }): Promise<void> {
  const observer = await withRequests((transactions, requests) => find(transactions, requests, name));
  if (json) console.log(JSON.stringify(observerJson(observer), null, 2));
  else
    console.log(
      `${name}: ${observer.rebuild ? rebuildText(observer.rebuild) : 'never rebuilt'}; host ${hostText(observer)}`,
    );
}

async function cancel(name: string): Promise<void> {
  await withRequests(async (transactions, requests) => {
    const { rebuild: open } = await find(transactions, requests, name);
    const isCancelled = open !== null && (await transactions.run([], (tx) => requests.cancel(tx, open.id)).catch(busy));
    if (!isCancelled) throw new CommandError(`${name} is not being rebuilt`);
    console.log(JSON.stringify({ observer: name, id: open.id, state: 'cancelled' }));
  });
}

/** A step locks the rebuild; to forget a large tenant is one that may take minutes. */
function busy(error: unknown): never {
  if ((error as { code?: unknown }).code !== STATEMENT_TIMED_OUT) throw error;
  throw new CommandError('the rebuild is in the middle of a long step: try again later', { cause: error });
}

/** @throws {CommandError} that lists the known observers */
async function find(transactions: TenantTransactions, requests: RebuildRequests, name: string): Promise<ObserverState> {
  const observers = await transactions.run([], (tx) => requests.observers(tx));
  const observer = observers.find((one) => one.name === name);
  if (observer) return observer;
  const known = observers.map((one) => one.name).join(', ');
  throw new CommandError(
    known ? `there is no observer "${name}"; known are: ${known}` : 'no process has ever hosted an observer here',
  );
}

async function withRequests<T>(
  work: (transactions: TenantTransactions, requests: RebuildRequests) => Promise<T>,
): Promise<T> {
  return withGovernanceDatabase(await governanceDatabaseUrl(), (transactions) =>
    work(transactions, new RebuildRequests()),
  );
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

function readInstant(text: string): Date {
  const [, day = ''] = INSTANT.exec(text) ?? [];
  const instant = new Date(day && text);
  const midnight = new Date(`${day}T00:00Z`);
  // JavaScript takes the 31st of February for the 3rd of March.
  const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  if (exists && !Number.isNaN(instant.getTime())) return instant;
  throw new InvalidArgumentError('Give a date, or an instant with its zone: 2026-11-01, 2026-11-01T08:00Z.');
}
