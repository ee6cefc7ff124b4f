/** Format `ndjson`: one item per line. Only a line that is not JSON is rejected; blank lines are ignored. */
import { parseJson } from '@sentinai/contracts';
import { readLines } from '../line-reader.ts';
import { rowOf, type SourceRow } from '../source-row.ts';
import { fromUtf16 } from '../text-encoding.ts';

export async function* readNdjson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<SourceRow> {
  for await (const line of readLines(fromUtf16(chunks))) {
    const position = `line ${line.number}`;
    if (line.fault !== undefined) yield { kind: 'rejected', position, reason: line.fault };
    else if (line.text?.trim()) yield parseLine(position, line.text);
  }
}

function parseLine(position: string, text: string): SourceRow {
  try {
    return rowOf(position, parseJson(text));
  } catch (error) {
    if (error instanceof SyntaxError) {
      return { kind: 'rejected', position, reason: `is not valid JSON: ${error.message}` };
    }
    if (error instanceof RangeError) return { kind: 'rejected', position, reason: 'is nested too deeply' };
    throw error;
  }
}
