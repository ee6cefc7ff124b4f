/**
 * Turns what a source sent into the platform's fields, following the domain pack. A field that is present but
 * unusable is reported as unreadable; it never counts as absent, unless the pack says so for that field.
 */
import {
  type ExceptionStatus,
  type JsonNumber,
  type JsonObject,
  type MappedField,
  type OccurredAtSource,
  type Unreadable,
  isAmount,
  isJsonNumber,
  numberText,
} from '@sentinai/contracts';
import type { CompiledNormalization, DomainConfig, FieldMapping } from '../packs/tenant-config.ts';
import { REPLACEMENT } from '../redaction/detectors.ts';
import { placeText } from './place-text.ts';
import { readAmount } from './read-amount.ts';
import { readInstant } from './read-instant.ts';
import { type Reading, kindOf, read, unreadable } from './reading.ts';

/** What a source sent. A field it names explicitly takes precedence over what the pack finds in the payload. */
export interface SourceFields {
  exception_type?: string | null;
  source_system?: string | null;
  entity?: string | null;
  amount?: JsonNumber | null;
  title?: string | null;
  /** ISO 8601, or a date. */
  occurred_at?: string | Date | null;
  /** `receipt`: nobody gave `occurred_at`; it is only the time of receipt. */
  occurred_at_source?: OccurredAtSource | null;
  raw_payload: JsonObject;
  /** Replaced personal data: an explicitly named field of the item is listed here by its name. */
  redacted?: readonly string[];
}

export interface NormalizedFields {
  /** Null when neither the source nor the payload names one: classification rules come later. */
  type: string | null;
  sourceSystem: string | null;
  entity: string | null;
  amount: JsonNumber | null;
  title: string | null;
  occurredAt: Date | null;
  /** Status as the source names it. */
  sourceStatus: string | null;
  /** The platform status it maps to; null unless the source decides the status and has named one. */
  status: ExceptionStatus | null;
  /** Fields that are present but unusable; their value is null. */
  unreadable: readonly Unreadable[];
}

/**
 * Longest texts the platform stores. A longer title is cut; cutting a name or an entity would make it another one, so
 * it is unreadable.
 */
const MAX_LENGTHS = { name: 256, entity: 512, title: 4000 } as const;
const MAX_PATH_LENGTH = 512;

const readName = (value: unknown): Reading<string> => readText(value, MAX_LENGTHS.name);
const readEntity = (value: unknown): Reading<string> => readText(value, MAX_LENGTHS.entity);
const readTitle = (value: unknown): Reading<string> =>
  typeof value === 'string'
    ? read(value.trim().slice(0, MAX_LENGTHS.title).toWellFormed())
    : readText(value, MAX_LENGTHS.title);

/** Reads the fields that the item names first, then the pack's paths. */
export function normalize(config: DomainConfig, item: SourceFields): NormalizedFields {
  const paths = config.pack.normalization;
  const fields = new FieldReader(item.raw_payload);
  const sourceStatus = fields.find('source_status', paths.sourceStatus, readName);
  return {
    type: fields.stated('type', item.exception_type, readName, paths.type),
    sourceSystem: fields.stated('source_system', item.source_system, readName, paths.sourceSystem),
    entity: fields.stated('entity', item.entity, readEntity, paths.entity),
    amount: fields.stated('amount', statedAmount(item), amountReader(paths), paths.amount),
    title: fields.stated('title', item.title, readTitle, paths.title),
    occurredAt: fields.stated('occurred_at', givenInstant(item), instantReader(config), paths.occurredAt),
    sourceStatus,
    status: statusOf(paths, sourceStatus),
    unreadable: fields.unreadable,
  };
}

/** An amount removed as personal data was still given: it is unreadable, not absent. */
const statedAmount = ({ amount, redacted = [] }: SourceFields): unknown =>
  amount ?? (redacted.includes('amount') ? REPLACEMENT : null);

/** When an exception happened, and how that is known. */
export interface Occurrence {
  at: Date;
  source: OccurredAtSource;
}

/** Returns the sender's time, else the payload's where the pack says to look, else the time of receipt. */
export function occurrenceOf(
  config: DomainConfig,
  { occurred_at, raw_payload }: Pick<SourceFields, 'occurred_at' | 'raw_payload'>,
  receivedAt: Date,
): Occurrence {
  if (occurred_at) return { at: new Date(occurred_at), source: 'given' };
  const found = new FieldReader(raw_payload).find(
    'occurred_at',
    config.pack.normalization.occurredAt,
    instantReader(config),
  );
  return found ? { at: found, source: 'payload' } : { at: receivedAt, source: 'receipt' };
}

/**
 * Returns an exception's unreadable fields after a further state of its source. A field missing from that state stays
 * unreadable.
 */
export function unreadableAfter(before: readonly Unreadable[], state: NormalizedFields): readonly Unreadable[] {
  if (before.length === 0) return state.unreadable.length === 0 ? before : state.unreadable;
  const isOpen = ({ field }: Unreadable): boolean =>
    state[VALUE_OF[field]] === null && !state.unreadable.some((one) => one.field === field);
  return [...before.filter(isOpen), ...state.unreadable];
}

const VALUE_OF: Readonly<Record<MappedField, keyof NormalizedFields>> = {
  type: 'type',
  entity: 'entity',
  amount: 'amount',
  title: 'title',
  source_system: 'sourceSystem',
  occurred_at: 'occurredAt',
  source_status: 'sourceStatus',
};

/** Whether the source decides an exception's status and the platform follows. */
export function sourceIsAuthority(config: DomainConfig): boolean {
  return config.pack.normalization.status?.authority === 'source';
}

const NOTHING_UNREADABLE: readonly Unreadable[] = Object.freeze([]);

/** Reads one payload and collects its unusable values. */
class FieldReader {
  private found: Unreadable[] | null = null;

  constructor(private readonly payload: JsonObject) {}

  get unreadable(): readonly Unreadable[] {
    return this.found ?? NOTHING_UNREADABLE;
  }

  /** Reads what the item names explicitly; the mapping is used only when the item names nothing. */
  stated<T>(
    field: MappedField,
    value: unknown,
    readValue: (value: unknown) => Reading<T>,
    mapping: FieldMapping | null,
  ): T | null {
    if (isAbsent(value)) return this.find(field, mapping, readValue);
    const reading = readValue(value);
    return 'value' in reading ? reading.value : this.leave({ field, path: field, reason: reading.unreadable });
  }

  find<T>(field: MappedField, mapping: FieldMapping | null, readValue: (value: unknown) => Reading<T>): T | null {
    const value = mapping?.path.first(this.payload);
    if (!mapping || isAbsent(value)) return null;
    const reading = readValue(value);
    if ('value' in reading) return reading.value;
    if (mapping.onUnreadable === 'ignore') return null;
    return this.leave({ field, path: this.placeOf(mapping), reason: reading.unreadable });
  }

  private placeOf({ path }: FieldMapping): string {
    const [place] = path.places(this.payload);
    return (place ? placeText(place) : path.source).slice(0, MAX_PATH_LENGTH).toWellFormed();
  }

  private leave(one: Unreadable): null {
    this.found ??= [];
    this.found.push(one);
    return null;
  }
}

/** Null and blank texts count as absent. */
const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

function readText(value: unknown, maxLength: number): Reading<string> {
  const text = isJsonNumber(value) ? numberText(value) : value;
  if (typeof text !== 'string') return unreadable(`is ${kindOf(value)}, not a text`);
  const trimmed = text.trim();
  return trimmed.length > maxLength ? unreadable(`is longer than ${maxLength} characters`) : read(trimmed);
}

function amountReader({ amount }: CompiledNormalization): (value: unknown) => Reading<JsonNumber> {
  return (value) => {
    const reading = readAmount(value, amount?.decimalMark ? { decimalMark: amount.decimalMark } : {});
    if ('unreadable' in reading || isAmount(reading.value)) return reading;
    return unreadable('has more digits than an amount may have');
  };
}

function instantReader({ pack, policy }: DomainConfig): (value: unknown) => Reading<Date> {
  const timeZone = pack.normalization.occurredAt?.timeZone ?? policy.timeZone;
  return (value) => (value instanceof Date ? read(value) : readInstant(value, { timeZone }));
}

/** A time of receipt does not count as given. */
function givenInstant({ occurred_at, occurred_at_source }: SourceFields): Date | null {
  return occurred_at && occurred_at_source !== 'receipt' ? new Date(occurred_at) : null;
}

function statusOf({ status }: CompiledNormalization, sourceStatus: string | null): ExceptionStatus | null {
  if (status?.authority !== 'source' || sourceStatus === null) return null;
  return status.map.get(sourceStatus) ?? status.default;
}
