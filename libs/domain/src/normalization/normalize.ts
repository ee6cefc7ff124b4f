/** Turns what a source sent into the fields the platform works with, as the domain pack says. */
import type { ExceptionStatus, JsonObject } from '@sentinai/contracts';
import type { CompiledNormalization, DomainConfig } from '../packs/tenant-config.ts';
import type { CompiledJsonPath } from './json-path.ts';

/** What a source sent. Fields it names outright go before what the pack finds in the payload. */
export interface SourceFields {
  exception_type?: string | null;
  source_system?: string | null;
  entity?: string | null;
  amount?: number | null;
  title?: string | null;
  /** ISO-8601, or a date. */
  occurred_at?: string | Date | null;
  raw_payload: JsonObject;
}

export interface NormalizedFields {
  /** Null when neither the source nor the payload names one: classification rules come later. */
  type: string | null;
  sourceSystem: string | null;
  entity: string | null;
  amount: number | null;
  title: string | null;
  occurredAt: Date | null;
  /** The state as the source names it. */
  sourceStatus: string | null;
  /** The state it means here; null unless the source decides about status and has named one. */
  status: ExceptionStatus | null;
}

/** What the platform stores of a text; longer ones are cut. */
const MAX_LENGTHS = { name: 256, entity: 512, title: 4000 } as const;

const ISO_DATE_TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?<zone>Z|[+-]\d{2}:?\d{2})?)?$/;

/** Epoch seconds stay below this until the year 5138; epoch milliseconds have been above it since 1973. */
const EPOCH_SECONDS_LIMIT = 1e11;

/** Explicit fields of the item first, then the pack's paths. */
export function normalize(config: DomainConfig, item: SourceFields): NormalizedFields {
  const paths = config.pack.normalization;
  const payload = item.raw_payload;
  const sourceStatus = textAt(paths.sourceStatus, payload, MAX_LENGTHS.name);
  return {
    type: cut(item.exception_type, MAX_LENGTHS.name) ?? textAt(paths.type, payload, MAX_LENGTHS.name),
    sourceSystem: cut(item.source_system, MAX_LENGTHS.name) ?? textAt(paths.sourceSystem, payload, MAX_LENGTHS.name),
    entity: cut(item.entity, MAX_LENGTHS.entity) ?? textAt(paths.entity, payload, MAX_LENGTHS.entity),
    amount: item.amount ?? numberOf(paths.amount?.first(payload)),
    title: cut(item.title, MAX_LENGTHS.title) ?? textAt(paths.title, payload, MAX_LENGTHS.title),
    occurredAt: instantOf(item.occurred_at ?? paths.occurredAt?.first(payload)),
    sourceStatus,
    status: statusOf(paths, sourceStatus),
  };
}

/** Whether the source decides an exception's status, and the platform follows. */
export function sourceIsAuthority(config: DomainConfig): boolean {
  return config.pack.normalization.status?.authority === 'source';
}

function statusOf({ status }: CompiledNormalization, sourceStatus: string | null): ExceptionStatus | null {
  if (status?.authority !== 'source' || sourceStatus === null) return null;
  return status.map.get(sourceStatus) ?? status.default;
}

function textAt(path: CompiledJsonPath | null, payload: JsonObject, maxLength: number): string | null {
  const value = path?.first(payload);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? cut(value.trim(), maxLength) : null;
}

/** The text within its bound, no pair of surrogates cut in half; null for none, and for an empty one. */
function cut(text: string | null | undefined, maxLength: number): string | null {
  return text ? text.slice(0, maxLength).toWellFormed() : null;
}

/** Numbers, and texts that are nothing but one. */
function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** ISO-8601 (UTC when it names no zone), epoch seconds or milliseconds; null for anything else. */
function instantOf(value: unknown): Date | null {
  if (value instanceof Date) return value;
  if (typeof value === 'number') return validDate(value < EPOCH_SECONDS_LIMIT ? value * 1000 : value);
  if (typeof value !== 'string') return null;
  const found = ISO_DATE_TIME.exec(value);
  if (!found) return null;
  return validDate(found.groups?.zone || value.length === 10 ? value : `${value}Z`);
}

/** Instants of the years 1 to 9999: what ISO-8601 and the database both write with four digits. */
function validDate(value: number | string): Date | null {
  const date = new Date(value);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9_999 ? date : null;
}
