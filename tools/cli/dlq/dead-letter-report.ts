/** Formats dead letters as tables and JSON. Records are untrusted, so control characters never reach the terminal. */
import { isUtf8 } from 'node:buffer';
import type { DeadLetterDetails, DeadLetterEntry, DeadLetterGroup } from '@sentinai/persistence';
import { plainTable } from '../table.ts';

const LONGEST_ERROR = 80;
const CONTROL_CHARACTERS = /\p{Cc}+/gu;
const UNESCAPED_CONTROLS = /[\u007f-\u009f]/g;

export function entryTable(entries: readonly DeadLetterEntry[]): string {
  const rows = table('Id', 'Since', 'Status', 'Tenant', 'Consumer', 'Type', 'Code', 'Tries', 'Error');
  for (const entry of entries) {
    rows.push([
      entry.id,
      entry.createdAt.toISOString(),
      entry.status,
      entry.tenantId,
      entry.consumer,
      oneLine(entry.eventType ?? ''),
      entry.errorCode,
      entry.attempts,
      oneLine(entry.error),
    ]);
  }
  return rows.toString();
}

export function groupTable(groups: readonly DeadLetterGroup[]): string {
  const rows = table('Fingerprint', 'Entries', 'Tenants', 'Consumer', 'Type', 'Code', 'Sample', 'Sample error');
  for (const group of groups) {
    rows.push([
      group.fingerprint,
      group.entries,
      group.tenants,
      group.consumer,
      oneLine(group.eventType ?? ''),
      group.errorCode,
      group.sample,
      oneLine(group.error),
    ]);
  }
  return rows.toString();
}

/** Formats an entry with its record as JSON. The payload is text, or base64 when it is not UTF-8. */
export function detailsJson({ payload, ...entry }: DeadLetterDetails): string {
  const isText = payload !== null && isUtf8(payload);
  return toJson({
    ...entry,
    payloadEncoding: payload && (isText ? 'utf8' : 'base64'),
    payload: payload && payload.toString(isText ? 'utf8' : 'base64'),
  });
}

/** Formats as JSON with the table's snake_case column names. Headers and config versions keep their keys. */
export function toJson(value: object | readonly object[]): string {
  const named = Array.isArray(value) ? value.map(snakeCased) : snakeCased(value);
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(named, null, 2).replace(UNESCAPED_CONTROLS, escaped);
}

const snakeCased = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      field,
    ]),
  );

function oneLine(text: string): string {
  const line = text.replace(CONTROL_CHARACTERS, ' ');
  return line.length > LONGEST_ERROR ? `${line.slice(0, LONGEST_ERROR - 1)}…` : line;
}

const table = (...head: string[]) => plainTable(head, { compact: true });
