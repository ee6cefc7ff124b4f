/** One ingest, from the file to a settled pipeline. The report is complete at every moment, also after a failure. */
import { ApiClient } from '../connection/api-client.ts';
import { CommandError } from '../run-program.ts';
import { BatchSender, SERVER_LIMITS } from './batch-sender.ts';
import { readCsv, type ColumnChoices } from './formats/csv.ts';
import { readJson } from './formats/json.ts';
import { readNdjson } from './formats/ndjson.ts';
import { readServiceNow } from './formats/servicenow.ts';
import type { DateOrder } from './date-text.ts';
import type { TimeZone } from './local-time.ts';
import type { Progress } from './progress.ts';
import type { IngestReport } from './report.ts';
import { PipelineWatch } from './settle.ts';
import { openSource, type ByteSource, type SourceFile } from './source-file.ts';
import type { IngestItem, SourceRow } from './source-row.ts';

export const FORMATS = ['servicenow', 'json', 'ndjson', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** Formats whose whole file is scanned before its first row is read. */
const REREAD: ReadonlySet<Format> = new Set(['servicenow', 'csv']);

export interface IngestSettings extends ColumnChoices {
  tenant: string;
  format: Format;
  /** `-` for standard input. */
  file: string;
  /** Domain of items that name none. */
  domain?: string;
  /** Address of the gateway. */
  url: string;
  token: string;
  /** Wait until the pipeline has processed what was sent. */
  wait: boolean;
  batchSize: number;
  /** Time zone of dates without a zone. */
  timeZone: TimeZone;
  /** Layout of a CSV file. Default: detected. */
  delimiter?: string;
  encoding?: string;
  dateOrder?: DateOrder;
  /** Source of CSV rows that name none. */
  sourceSystem: string;
  /** Read the file and send nothing. */
  dryRun: boolean;
  /** Longest wait for the pipeline, and for a server that is busy. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** @throws {CommandError} when the file, the server or the pipeline fails; rejected rows are not failures */
export async function runIngest(settings: IngestSettings, report: IngestReport, progress: Progress): Promise<void> {
  const source = await openSource(settings.file, { signal: settings.signal, isReread: REREAD.has(settings.format) });
  try {
    if (settings.dryRun) await tryRows(settings, source, report, progress);
    else await sendAll(settings, source, report, progress);
  } finally {
    await source.close();
  }
}

async function tryRows(
  settings: IngestSettings,
  source: SourceFile,
  report: IngestReport,
  progress: Progress,
): Promise<void> {
  progress.start(source.sizeBytes);
  const failure = await forEachItem(readRows(settings, progress.counted(source)), report, async () => undefined);
  if (failure) throw failure;
}

async function sendAll(
  settings: IngestSettings,
  source: SourceFile,
  report: IngestReport,
  progress: Progress,
): Promise<void> {
  const client = clientFor(settings, progress);
  const pipeline = new PipelineWatch(client, settings.tenant);
  if (settings.wait) await pipeline.begin();

  progress.start(source.sizeBytes);
  const sender = new BatchSender(client, settings.tenant, { ...SERVER_LIMITS, items: settings.batchSize }, report);
  const readFailure = await forEachItem(readRows(settings, progress.counted(source)), report, (position, item) =>
    sender.add(position, withDomain(item, settings.domain)),
  );
  await sender.flush();

  if (settings.wait) {
    await pipeline.settle(settings.timeoutMs, (inFlight, deadLetters) => {
      progress.busyWith(`${inFlight} events in flight`);
      report.counts.dead_letters = deadLetters;
    });
  }
  if (readFailure) throw readFailure;
}

const withDomain = (item: IngestItem, domain: string | undefined): IngestItem =>
  domain === undefined ? item : { ...item, domain: item.domain ?? domain };

function clientFor({ url, token, signal, timeoutMs }: IngestSettings, progress: Progress): ApiClient {
  const onPause = (reason: string, pauseMs: number) => {
    progress.print(`${reason}: retrying in ${(pauseMs / 1000).toFixed(1)} s`);
  };
  return new ApiClient({ url, token, signal, patienceMs: timeoutMs, onPause });
}

function readRows(settings: IngestSettings, source: ByteSource): AsyncIterable<SourceRow> {
  switch (settings.format) {
    case 'servicenow':
      return readServiceNow(source, settings);
    case 'csv':
      return readCsv(source, settings);
    case 'json':
      return readJson(source.chunks());
    case 'ndjson':
      return readNdjson(source.chunks());
  }
}

/** @returns the reason why the file could not be read to its end, if any; earlier items have been sent */
async function forEachItem(
  rows: AsyncIterable<SourceRow>,
  report: IngestReport,
  take: (position: string, item: IngestItem) => Promise<void>,
): Promise<CommandError | undefined> {
  for await (const row of rows) {
    switch (row.kind) {
      case 'unreadable':
        return new CommandError(`the file cannot be read from ${row.position} on: ${row.reason}`);
      case 'note':
        report.note(row.position, row.text);
        break;
      case 'rejected':
        report.counts.rows += 1;
        report.reject(row.position, row.reason);
        break;
      case 'item':
        report.counts.rows += 1;
        await take(row.position, row.item);
    }
  }
  return undefined;
}
