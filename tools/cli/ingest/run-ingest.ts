/** One ingest from file to settled pipeline. What is known is in the report at every moment, also after a failure. */
import { ApiClient } from '../connection/api-client.ts';
import { CommandError } from '../run-program.ts';
import { BatchSender, SERVER_LIMITS } from './batch-sender.ts';
import { readJson } from './formats/json.ts';
import { readNdjson } from './formats/ndjson.ts';
import { readServiceNow } from './formats/servicenow.ts';
import type { TimeZone } from './local-time.ts';
import type { Progress } from './progress.ts';
import type { IngestReport } from './report.ts';
import { PipelineWatch } from './settle.ts';
import { openSource } from './source-file.ts';
import type { SourceRow } from './source-row.ts';

export const FORMATS = ['servicenow', 'json', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

export interface IngestSettings {
  tenant: string;
  format: Format;
  /** `-` for standard input. */
  file: string;
  /** Domain of the items that name none. */
  domain?: string;
  /** Address of the gateway. */
  url: string;
  token: string;
  /** Wait until the pipeline has processed what was sent. */
  wait: boolean;
  batchSize: number;
  /** Zone of dates that name none. */
  timeZone: TimeZone;
  /** Longest wait for the pipeline, and for a server that is busy. */
  timeoutMs: number;
  signal: AbortSignal;
}

/** @throws {CommandError} when the file, the server or the pipeline fails; rejected rows are not failures */
export async function runIngest(settings: IngestSettings, report: IngestReport, progress: Progress): Promise<void> {
  const client = clientFor(settings, progress);
  const source = await openSource(settings.file, settings.signal);
  const pipeline = new PipelineWatch(client, settings.tenant);
  if (settings.wait) await pipeline.begin();

  progress.start(source.sizeBytes);
  const sender = new BatchSender(client, settings.tenant, { ...SERVER_LIMITS, items: settings.batchSize }, report);
  const readFailure = await sendRows(readRows(settings, progress.count(source.chunks)), sender, settings, report);

  if (settings.wait) {
    await pipeline.settle(settings.timeoutMs, (inFlight, deadLetters) => {
      progress.busyWith(`${inFlight} events in flight`);
      report.counts.dead_letters = deadLetters;
    });
  }
  if (readFailure) throw readFailure;
}

function clientFor({ url, token, signal, timeoutMs }: IngestSettings, progress: Progress): ApiClient {
  const onPause = (reason: string, pauseMs: number) => {
    progress.print(`${reason}: again in ${(pauseMs / 1000).toFixed(1)} s`);
  };
  return new ApiClient({ url, token, signal, patienceMs: timeoutMs, onPause });
}

function readRows({ format, timeZone }: IngestSettings, chunks: AsyncIterable<Uint8Array>): AsyncIterable<SourceRow> {
  switch (format) {
    case 'servicenow':
      return readServiceNow(chunks, timeZone);
    case 'json':
      return readJson(chunks);
    case 'ndjson':
      return readNdjson(chunks);
  }
}

/** @returns why the file could not be read to its end, if so; what was read before has been sent */
async function sendRows(
  rows: AsyncIterable<SourceRow>,
  sender: BatchSender,
  { domain }: Pick<IngestSettings, 'domain'>,
  report: IngestReport,
): Promise<CommandError | undefined> {
  let failure: CommandError | undefined;
  for await (const row of rows) {
    if (row.kind === 'unreadable') {
      failure = new CommandError(`the file cannot be read from ${row.position} on: ${row.reason}`);
      break;
    }
    report.counts.rows += 1;
    if (row.kind === 'rejected') report.reject(row.position, row.reason);
    else
      await sender.add(
        row.position,
        domain === undefined ? row.item : { ...row.item, domain: row.item.domain ?? domain },
      );
  }
  await sender.flush();
  return failure;
}
