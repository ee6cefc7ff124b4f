/** Detects the delimiter of a CSV file. */
import { CommandError } from '../../run-program.ts';
import type { PhysicalLine } from '../line-reader.ts';
import { CsvReader, type CsvRow } from './csv-reader.ts';

const CANDIDATES = [',', ';', '\t', '|'] as const;
/** Rows compared when a header can be split in several ways. */
const ROWS_COMPARED = 20;

/** Returns the delimiter named by Excel's first line, as in `sep=;`. */
export const separatorLine = (line: string | undefined): string | undefined =>
  line === undefined ? undefined : /^"?sep=(.)"?$/i.exec(line)?.[1];

/**
 * Returns the delimiter of the header. Among several candidates it takes the one that splits most of the following rows into as many
 * fields.
 * @throws {CommandError} when two candidates fit equally well
 */
export async function delimiterOf(lines: () => AsyncGenerator<PhysicalLine, undefined>): Promise<string> {
  const found: { delimiter: string; fittingRows: number }[] = [];
  for (const delimiter of CANDIDATES) {
    const [header, ...rows] = await firstRows(lines(), delimiter);
    const width = header && 'fields' in header ? header.fields.length : 0;
    if (width > 1) found.push({ delimiter, fittingRows: rows.filter((row) => 'fields' in row).length });
  }
  const [best, next] = found.sort((one, other) => other.fittingRows - one.fittingRows);
  if (!best) return CANDIDATES[0];
  if (best.fittingRows > (next?.fittingRows ?? -1)) return best.delimiter;
  const candidates = found.map(({ delimiter }) => JSON.stringify(delimiter)).join(' or ');
  throw new CommandError(`the fields may be separated by ${candidates}: give --delimiter`);
}

async function firstRows(lines: AsyncGenerator<PhysicalLine, undefined>, delimiter: string): Promise<CsvRow[]> {
  try {
    const csv = new CsvReader(lines, delimiter);
    const header = await csv.header();
    if (!header || !('fields' in header)) return [];
    const rows: CsvRow[] = [header];
    for await (const row of csv.rows(header.fields.length)) {
      if (rows.length > ROWS_COMPARED) break;
      rows.push(row);
    }
    return rows;
  } finally {
    await lines.return(undefined);
  }
}
