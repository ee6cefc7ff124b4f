/** The headers of a record as text that PostgreSQL can store. */
import type { IHeaders } from 'kafkajs';

const MAX_HEADERS = 64;
const MAX_TEXT = 4_000;

/** Keeps the first value of a repeated header, and only the first headers of very many. */
export function readableHeaders(headers: IHeaders | undefined): Record<string, string> {
  const entries = Object.entries(headers ?? {}).slice(0, MAX_HEADERS);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return [printable(name), printable(first?.toString() ?? '')];
    }),
  );
}

/** Removes NULs and half surrogates, and limits the length. */
export const printable = (text: string): string =>
  text.slice(0, MAX_TEXT).replaceAll('\u0000', '\uFFFD').toWellFormed();
