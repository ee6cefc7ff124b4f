/** Format `json`: an array of items, read as a stream, or a single item. Positions are indexes, from 0. */
import { rowOf, type SourceRow } from '../source-row.ts';
import { fromUtf16 } from '../text-encoding.ts';
import { readJsonValues } from './json-values.ts';

export async function* readJson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<SourceRow> {
  for await (const found of readJsonValues(fromUtf16(chunks))) {
    const { position } = found;
    if ('value' in found) yield rowOf(position, found.value);
    else if ('fault' in found) yield { kind: 'rejected', position, reason: found.fault };
    else yield { kind: 'unreadable', position, reason: found.end };
  }
}
