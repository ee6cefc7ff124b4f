/** A CSV file as a table: detects its encoding, delimiter and column names first, then reads its rows. */
import { CommandError } from '../../run-program.ts';
import { readLines, type PhysicalLine } from '../line-reader.ts';
import type { ByteSource } from '../source-file.ts';
import type { SourceRow } from '../source-row.ts';
import { checkDecoded, detectEncoding, toUtf8, type Encoding } from '../text-encoding.ts';
import { CsvReader, type CsvRow } from './csv-reader.ts';
import { delimiterOf, separatorLine } from './csv-delimiter.ts';

export interface CsvOptions {
  /** Default: detected. */
  delimiter?: string | undefined;
  /** Default: detected. */
  encoding?: Encoding | undefined;
}

export interface CsvTable {
  /** Cells of the header, trimmed. */
  header: readonly string[];
  headerLine: number;
  /** Notes on decisions made about the file. */
  notes: SourceRow[];
  /** Returns all rows, from the beginning each time. */
  rows(): AsyncGenerator<CsvRow>;
}

/** @throws {CommandError} when there is no header, or it cannot be read */
export async function openCsv(source: ByteSource, options: CsvOptions): Promise<CsvTable> {
  const found = options.encoding === undefined ? await detectEncoding(source) : { encoding: options.encoding };
  const decoded = () => decodedLines(source, found.encoding);
  const declared = separatorLine(await firstText(decoded()));
  const lines = declared === undefined ? decoded : () => withoutFirst(decoded());
  const delimiter = options.delimiter ?? declared ?? (await delimiterOf(lines));
  const { fields, line } = await readHeader(lines, delimiter);
  return {
    header: fields.map((name) => name.trim()),
    headerLine: line,
    notes: found.note === undefined ? [] : [{ kind: 'note', position: 'the file', text: found.note }],
    rows: () => readRows(lines(), delimiter, fields.length),
  };
}

async function* decodedLines(source: ByteSource, encoding: Encoding): AsyncGenerator<PhysicalLine, undefined> {
  for await (const line of readLines(toUtf8(source.chunks(), encoding))) yield checkDecoded(line, encoding);
}

async function firstText(lines: AsyncGenerator<PhysicalLine, undefined>): Promise<string | undefined> {
  const { value } = await lines.next();
  await lines.return(undefined);
  return value?.text;
}

/** Skips Excel's `sep=;`, which is not a row. */
async function* withoutFirst(lines: AsyncGenerator<PhysicalLine, undefined>): AsyncGenerator<PhysicalLine, undefined> {
  for await (const line of lines) if (line.number > 1) yield line;
}

async function readHeader(
  lines: () => AsyncGenerator<PhysicalLine, undefined>,
  delimiter: string,
): Promise<{ fields: string[]; line: number }> {
  const source = lines();
  const header = await new CsvReader(source, delimiter).header().finally(() => source.return(undefined));
  if (!header) throw new CommandError('the file is empty: a header line is expected');
  if ('fault' in header) throw new CommandError(`line ${header.line} (the header) ${header.fault}`);
  return header;
}

async function* readRows(
  lines: AsyncGenerator<PhysicalLine, undefined>,
  delimiter: string,
  columns: number,
): AsyncGenerator<CsvRow> {
  try {
    const csv = new CsvReader(lines, delimiter);
    await csv.header();
    yield* csv.rows(columns);
  } finally {
    await lines.return(undefined); // closes the file when reading stops early
  }
}

/** Names all columns. A blank or repeated header cell gets a generated name, which is reported. */
export function namedColumns(header: readonly string[], headerLine: number): { names: string[]; notes: SourceRow[] } {
  const taken = new Set(header);
  const notes: SourceRow[] = [];
  const names = header.map((name, index) => {
    const isFree = name !== '' && name !== '__proto__' && header.indexOf(name) === index;
    if (isFree) return name;
    const given = freeName(name, index, taken);
    const text = `column ${index + 1} (${JSON.stringify(name)}) is named ${JSON.stringify(given)}`;
    notes.push({ kind: 'note', position: `line ${headerLine} (the header)`, text });
    return given;
  });
  return { names, notes };
}

function freeName(name: string, index: number, taken: Set<string>): string {
  const base = name === '' || name === '__proto__' ? 'column' : name;
  let number = base === 'column' ? index + 1 : 2;
  while (taken.has(`${base}_${number}`)) number += 1;
  taken.add(`${base}_${number}`);
  return `${base}_${number}`;
}
