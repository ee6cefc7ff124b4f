/**
 * Format `json`: an array of items, read as a stream, or a single item. Positions are indexes, from 0. After a syntax
 * error nothing tells where the next item starts, so the file is unreadable from there; the items before it stand.
 */
import { JSONParser } from '@streamparser/json';
import { rowOf, type SourceRow } from '../source-row.ts';

export async function* readJson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<SourceRow> {
  const items = new ItemParser();
  try {
    for await (const chunk of chunks) {
      // One large chunk may complete many items: small bites keep few of them in memory.
      for (let start = 0; start < chunk.length; start += BITE_BYTES) {
        yield* items.write(chunk.subarray(start, start + BITE_BYTES));
      }
    }
    yield* items.end();
  } catch (error) {
    yield* items.takeParsed();
    if (!(error instanceof UnreadableJson)) throw error;
    yield { kind: 'unreadable', position: `item ${items.count}`, reason: error.message };
  }
}

const BITE_BYTES = 64 * 1024;
/** Bounds the memory that one endless string takes. What is too long for a request but not for this is rejected alone. */
const MAX_ITEM_BYTES = 16 * 1024 * 1024;

class UnreadableJson extends Error {}

class ItemParser {
  /** Items found so far: the index of the next one. */
  count = 0;

  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private parser: JSONParser | undefined;
  private parsed: SourceRow[] = [];
  private bytesSinceLastItem = 0;

  write(bytes: Uint8Array): SourceRow[] {
    const countBefore = this.count;
    this.feed(bytes);
    this.bytesSinceLastItem = this.count > countBefore ? 0 : this.bytesSinceLastItem + bytes.length;
    if (this.bytesSinceLastItem > MAX_ITEM_BYTES) throw new UnreadableJson('is longer than 16 MiB');
    return this.takeParsed();
  }

  end(): SourceRow[] {
    this.feed();
    if (!this.parser) throw new UnreadableJson('there is no JSON here');
    if (!this.parser.isEnded) throw new UnreadableJson('the file ends in the middle of the JSON');
    return this.takeParsed();
  }

  takeParsed(): SourceRow[] {
    return this.parsed.splice(0);
  }

  private feed(bytes?: Uint8Array): void {
    try {
      const text = this.decoder.decode(bytes, { stream: bytes !== undefined });
      this.parser ??= this.parserFor(text);
      if (this.parser && text !== '') this.parser.write(text);
    } catch (error) {
      throw new UnreadableJson(`is not valid JSON: ${(error as Error).message}`);
    }
  }

  /** The first character tells an array of items from a single item; until it has come there is no parser. */
  private parserFor(text: string): JSONParser | undefined {
    const first = text.trimStart()[0];
    if (first === undefined) return undefined;
    const parser = new JSONParser({ paths: [first === '[' ? '$.*' : '$'], keepStack: false });
    parser.onValue = ({ value }) => {
      this.parsed.push(rowOf(`item ${this.count}`, value));
      this.count += 1;
    };
    // Whitespace may follow the end of the document, and nothing else: the parser itself refuses either.
    parser.onEnd = () => undefined;
    return parser;
  }
}
