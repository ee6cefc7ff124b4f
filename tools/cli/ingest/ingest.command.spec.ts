import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript, type ScriptResult } from '../testing/run-script.ts';
import { incident, incidentFile } from './testing/incident-csv.ts';
import { IntakeServer } from './testing/intake-server.ts';

let server: IntakeServer;
let folder: string;

beforeEach(async () => {
  server = await new IntakeServer().start();
  folder = mkdtempSync(join(tmpdir(), 'ingest-'));
});

afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

function ingest(args: string[], stdin?: string): Promise<ScriptResult> {
  const connection = ['--tenant', 'acme', '--url', server.url];
  return runScript('ingest.mjs', [...connection, ...args], { stdin, env: { SENTINAI_TOKEN: server.token } });
}

function aFile(content: string): string {
  const file = join(folder, 'source');
  writeFileSync(file, content);
  return file;
}

const summary = (counts: object) =>
  `${JSON.stringify({ rows: 0, exceptions: 0, updates: 0, duplicates: 0, rejected: 0, dead_letters: 0, ...counts })}\n`;

describe('npm run ingest', () => {
  it('sends a file, waits, and prints a summary on stdout; rejected rows are reported on stderr and do not fail the run', async () => {
    server.pipeline = [
      { in_flight: 0, dead_letters: 2 },
      { in_flight: 5, dead_letters: 2 },
      { in_flight: 0, dead_letters: 3 },
    ];
    const first = incident();
    const file = aFile(
      incidentFile(
        first,
        incident({ opened_at: '99-99-2016' }),
        incident({ incident_state: 'Active' }),
        first,
        'short',
      ),
    );

    const { exitCode, stdout, stderr } = await ingest(['--format', 'servicenow', '--file', file, '--domain', 'it']);

    expect(stderr).toBe(
      'line 3: opened_at: "99-99-2016" is not a date (DD-MM-YYYY HH:MM)\nline 6: has 1 columns, the header has 12\n',
    );
    expect(stdout).toBe(summary({ rows: 5, exceptions: 1, updates: 1, duplicates: 1, rejected: 2, dead_letters: 1 }));
    expect(exitCode).toBe(0);
    expect(server.items.map(({ domain }) => domain)).toEqual(['it', 'it', 'it']);
  });

  it('reads standard input, and does not ask the pipeline with --no-wait', async () => {
    const lines = [1, 2, 3].map((n) => JSON.stringify({ exception_id: `E${n}`, source_system: 's', raw_payload: {} }));
    const { exitCode, stdout } = await ingest(
      ['--format', 'ndjson', '--file', '-', '--no-wait', '--batch-size', '2'],
      lines.join('\n'),
    );
    expect(stdout).toBe(summary({ rows: 3, exceptions: 3 }));
    expect(exitCode).toBe(0);
    expect(server.batches).toHaveLength(2);
    expect(server.polls).toBe(0);
  });

  it('reads a CSV file from standard input according to the options', async () => {
    const options = ['--id-column', 'ref', '--time-column', 'at', '--date-format', 'mdy', '--encoding', 'cp1252'];
    const { exitCode, stdout } = await ingest(
      ['--format', 'csv', '--file', '-', '--delimiter', 'tab', '--source-system', 'desk', ...options],
      'ref\tat\n7\t03/04/2026 10:00\n',
    );

    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: summary({ rows: 1, exceptions: 1 }) });
    expect(server.items).toEqual([
      {
        exception_id: '7',
        source_system: 'desk',
        occurred_at: '2026-03-04T10:00:00.000Z',
        raw_payload: { ref: '7', at: '03/04/2026 10:00' },
      },
    ]);
  });

  it('reports the faults row by row on a dry run, and sends nothing', async () => {
    const file = aFile(incidentFile(incident(), 'short'));
    const { exitCode, stdout } = await ingest(['--format', 'servicenow', '--file', file, '--dry-run', '--json']);

    expect({ exitCode, result: JSON.parse(stdout) }).toMatchObject({
      exitCode: 0,
      result: { rows: 2, exceptions: 0, rejected: 1, rejected_rows: [{ position: 'line 3' }], notes: [] },
    });
    expect(server.requests + server.polls).toBe(0);
  });

  it('sends what a broken JSON file held before its fault, and fails', async () => {
    const file = aFile('[{"exception_id":"E1","source_system":"s","raw_payload":{}}, oops');
    const { exitCode, stdout, stderr } = await ingest(['--format', 'json', '--file', file]);
    expect(stderr).toContain('error: the file cannot be read from item 1 on: ');
    expect(stdout).toBe(summary({ rows: 1, exceptions: 1 }));
    expect(exitCode).toBe(1);
  });

  it('fails and prints the counts so far when the server refuses half way', async () => {
    server.disturb = (_, request) => (request === 2 ? { status: 403, body: { detail: 'suspended' } } : undefined);
    const rows = Array.from({ length: 9 }, (_, index) => incident({ number: `INC${index}` }));
    const { exitCode, stdout, stderr } = await ingest(
      ['--format', 'servicenow', '--file', '-', '--batch-size', '3'],
      incidentFile(...rows),
    );
    expect(stderr).toBe('error: not authorized: 403 suspended\n');
    // A batch leaves when the next row turns out to be another exception's.
    expect(stdout).toBe(summary({ rows: 7, exceptions: 3 }));
    expect(exitCode).toBe(1);
  });

  it.each([
    ['a missing file', ['--format', 'ndjson', '--file', '/nowhere/at.all'], 'no such file'],
    ['a directory', ['--format', 'ndjson', '--file', '/'], '/ is a directory'],
    ['a header without columns', ['--format', 'servicenow', '--file', '-'], 'the file is empty'],
    [
      'a token the server does not take',
      ['--format', 'ndjson', '--file', '-', '--token', 'other'],
      'not authorized: 401',
    ],
  ])('fails for %s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await ingest(args);
    expect(stderr).toContain(message);
    expect(stdout).toBe(summary({}));
    expect(exitCode).toBe(1);
  });

  it.each([
    ['format', ['--format', 'xml', '--file', '-'], 'servicenow, json, ndjson'],
    ['batch size', ['--format', 'json', '--file', '-', '--batch-size', '1001'], 'from 1 to 1000'],
    ['time zone', ['--format', 'json', '--file', '-', '--time-zone', 'Mars'], 'IANA'],
    ['duration', ['--format', 'json', '--file', '-', '--timeout', '10'], 'as in 90s'],
    ['delimiter', ['--format', 'csv', '--file', '-', '--delimiter', '::'], 'one character, or tab'],
    ['encoding', ['--format', 'csv', '--file', '-', '--encoding', 'klingon'], 'utf-16le'],
    ['date format', ['--format', 'csv', '--file', '-', '--date-format', 'YY'], 'DD/MM/YYYY or MM/DD/YYYY'],
    ['address', ['--format', 'json', '--file', '-', '--url', 'localhost:8080'], 'http or https'],
  ])('explains a wrong %s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await ingest(args);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
  });
});
