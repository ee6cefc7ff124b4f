/** `npm run ingest`: sends a file of exceptions to SentinAI and waits until the pipeline has processed them. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { readDuration, readWholeNumber } from '../arguments.ts';
import { localGatewayUrl } from '../connection/local-stack.ts';
import { CommandError, runProgram } from '../run-program.ts';
import { signDevelopmentToken } from '../token/development-token.ts';
import { SERVER_LIMITS } from './batch-sender.ts';
import { orderOfFormat } from './date-order.ts';
import type { DateOrder } from './date-text.ts';
import { TimeZone } from './local-time.ts';
import { Progress } from './progress.ts';
import { IngestReport } from './report.ts';
import { FORMATS, runIngest, type Format } from './run-ingest.ts';

interface IngestOptions {
  tenant: string;
  format: Format;
  file: string;
  domain?: string;
  url?: string;
  token?: string;
  wait: boolean;
  batchSize: number;
  timeZone: TimeZone;
  timeout: number;
  delimiter?: string;
  encoding?: string;
  dateFormat?: DateOrder;
  sourceSystem: string;
  idColumn?: string;
  typeColumn?: string;
  timeColumn?: string;
  updatedColumn?: string;
  dryRun: boolean;
  json: boolean;
  verbose?: boolean;
}

const DEVELOPMENT_TOKEN_LIFETIME_MS = readDuration('12h');
const HELP = `
Formats: servicenow is a CSV export of incidents, or the Table API's JSON; csv is any CSV file with a header, whose columns
become the payload; json is an array of items, or a single item; ndjson is one item per line.

Encoding, delimiter and the order of day and month are detected. Dates such as 03/04/2026 need --date-format when no date
in the file shows which number is the month.

The last line on stdout is the result, as JSON; everything else goes to stderr. Rejected rows are reported there and
counted; the exit code is 1 only when the file, the server or the pipeline fails.`;

export function run(args: readonly string[]): Promise<number> {
  const program = new Command('ingest')
    .description('Sends a file of exceptions to SentinAI and waits until they are processed.')
    .requiredOption('--tenant <id>', 'the tenant the exceptions belong to')
    .addOption(new Option('--format <format>', 'format of the file').choices(FORMATS).makeOptionMandatory())
    .requiredOption('--file <path>', 'the file to read; - for standard input')
    .option('--domain <name>', 'domain of items that name none')
    .option('--url <url>', 'the gateway (default: the local stack, else http://localhost:8080)', readUrl)
    .addOption(new Option('--token <token>', 'access token (default: one for the local stack)').env('SENTINAI_TOKEN'))
    .option('--no-wait', 'do not wait until the pipeline has processed them')
    .addOption(
      optionRead(
        '--batch-size <items>',
        'items per request; rows of one exception stay together',
        readWholeNumber(1, SERVER_LIMITS.items),
        '200',
      ),
    )
    .addOption(optionRead('--time-zone <name>', 'time zone of dates without a zone', readTimeZone, 'UTC'))
    .option('--delimiter <character>', 'field separator of a CSV file: a character, or tab', readDelimiter)
    .option('--encoding <name>', 'encoding of a CSV file: utf-8, utf-16le, utf-16be, cp1252, …', readEncoding)
    .option('--date-format <format>', 'order of day and month: DD/MM/YYYY or MM/DD/YYYY', readDateFormat)
    .option('--source-system <name>', 'csv: source of rows without a source_system column', 'csv')
    .option('--id-column <name>', 'csv: column with the id (default: exception_id, if there is one)')
    .option('--type-column <name>', 'csv: column with the type (default: exception_type)')
    .option('--time-column <name>', 'csv: column with the time of occurrence (default: occurred_at)')
    .option('--updated-column <name>', 'csv: column with the time of the last update (default: source_updated_at)')
    .addOption(optionRead('--timeout <duration>', 'longest wait', readDuration, '10m'))
    .option('--dry-run', 'read the file and report its faults, but send nothing', false)
    .option('--json', 'list rejected rows and notes in the result, up to 10000 of each', false)
    .option('--verbose', 'report every rejected row and note, not only the first 50 of each')
    .addHelpText('after', HELP)
    .action(ingest);
  return runProgram(program, args);
}

/** Creates an option whose default is given, and shown in the help, in the form a user would type. */
function optionRead(flags: string, description: string, read: (text: string) => unknown, byDefault: string): Option {
  return new Option(flags, description).argParser(read).default(read(byDefault), byDefault);
}

async function ingest(options: IngestOptions): Promise<void> {
  const { json: keepsRows, verbose: isVerbose } = options;
  const report: IngestReport = new IngestReport((line) => progress.print(line), { isVerbose, keepsRows });
  const progress = new Progress(process.stderr, () => report.counts.rows);
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort());
  try {
    const { timeout: timeoutMs, dateFormat: dateOrder, ...settings } = options;
    const url = options.url ?? (await localGatewayUrl());
    const token = await tokenFor(options);
    const { signal } = interruption;
    await runIngest({ ...settings, ...(dateOrder && { dateOrder }), timeoutMs, url, token, signal }, report, progress);
  } finally {
    progress.stop();
    const omission = report.omission();
    if (omission) console.error(omission);
    console.log(keepsRows ? report.asJson() : report.summary());
  }
}

async function tokenFor({ token, tenant }: IngestOptions): Promise<string> {
  const given = token?.trim();
  if (!given) {
    return signDevelopmentToken({
      subject: 'ingest@sentinai.local',
      roles: ['admin'],
      tenants: [tenant],
      lifetimeMs: DEVELOPMENT_TOKEN_LIFETIME_MS,
    });
  }
  if (!/^[\w.~+/=-]+$/.test(given))
    throw new CommandError('the token contains characters that are not allowed in a token');
  return given;
}

function readUrl(text: string): string {
  const isHttp = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isHttp) throw new InvalidArgumentError('Give an http or https address, such as http://localhost:8080.');
  return text;
}

function readTimeZone(name: string): TimeZone {
  try {
    return new TimeZone(name);
  } catch {
    throw new InvalidArgumentError('Give a zone of the IANA database, such as Europe/Berlin.');
  }
}

const TAB_NAMES = new Set(['tab', '\\t', '\t']);

function readDelimiter(text: string): string {
  if (TAB_NAMES.has(text.toLowerCase())) return '\t';
  if (text.length === 1 && text !== '"') return text;
  throw new InvalidArgumentError('Give one character, or tab.');
}

function readEncoding(name: string): string {
  try {
    return new TextDecoder(name.replace(/^cp-?(?=125\d$)/i, 'windows-')).encoding;
  } catch {
    throw new InvalidArgumentError('Give an encoding, such as utf-8, utf-16le, utf-16be or cp1252.');
  }
}

function readDateFormat(format: string): DateOrder {
  const order = orderOfFormat(format);
  if (order) return order;
  throw new InvalidArgumentError('Give DD/MM/YYYY or MM/DD/YYYY. Dates with the year first are always read.');
}
