/** Format `ndjson`: one item a line. A line that is not JSON is rejected alone; blank lines are ignored. */
import { readLines } from '../line-reader.ts';
import { rowOf, type SourceRow } from '../source-row.ts';

export async function* readNdjson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<SourceRow> {
  for await (const line of readLines(chunks)) {
    const position = `line ${line.number}`;
    if ('fault' in line) yield { kind: 'rejected', position, reason: line.fault };
    else if (line.text.trim() !== '') yield parseLine(position, line.text);
  }
}

function parseLine(position: string, text: string): SourceRow {
  try {
    return rowOf(position, JSON.parse(text));
  } catch (error) {
    return { kind: 'rejected', position, reason: `is not valid JSON: ${(error as SyntaxError).message}` };
  }
}
