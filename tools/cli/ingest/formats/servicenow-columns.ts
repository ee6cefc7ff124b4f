/** Columns of a ServiceNow incident export: their names, valid values, and form in the raw payload. `?` means unknown. */
import type { DateReader } from '../date-reader.ts';

export interface Column {
  name: string;
  /** Describes the fault of a value; undefined for a valid one. */
  check(value: string, dates: DateReader): string | undefined;
  toPayload(value: string): string | number | boolean | null;
}

/** Columns that every export must have. */
export const REQUIRED_COLUMNS = ['number', 'incident_state', 'opened_at', 'sys_updated_at', 'priority'] as const;

export const UNKNOWN = '?';

/** Columns that replace a missing required column. */
export const STAND_INS: Readonly<Record<string, string>> = {
  incident_state: 'state',
  sys_updated_at: 'sys_updated_on',
};

/** Columns of labels that are not the column's name with spaces. */
const COLUMN_OF_LABEL = new Map(
  Object.entries({
    opened: 'opened_at',
    updated: 'sys_updated_on',
    'updated by': 'sys_updated_by',
    created: 'sys_created_on',
    'created by': 'sys_created_by',
    updates: 'sys_mod_count',
    resolved: 'resolved_at',
    closed: 'closed_at',
    caller: 'caller_id',
    channel: 'contact_type',
    'configuration item': 'cmdb_ci',
    'resolution code': 'close_code',
    'resolution notes': 'close_notes',
    problem: 'problem_id',
    'change request': 'rfc',
    'caused by change': 'caused_by',
  }),
);

/** Returns the column name for a header cell, which is a name (`sys_updated_on`) or a label (`Updated`). */
export function columnNameOf(cell: string): string {
  const label = cell.trim().toLowerCase();
  if (/^[a-z0-9_.]+$/.test(cell)) return COLUMN_OF_LABEL.get(cell) ?? cell;
  return COLUMN_OF_LABEL.get(label) ?? label.replace(/[^\p{L}\p{N}_.]+/gu, '_').replace(/^_|_$/g, '');
}

const INCIDENT_NUMBER = /^[A-Z]{2,8}\d+$/;
/** ServiceNow has five levels; the pack defines their meaning. */
const LEVEL = /^[1-5] - \p{L}+(?: \p{L}+)*$/u;
const COUNT = /^\d{1,15}$/;
const FLAG = /^(?:true|false)$/i;
/** Any control character (`Cc`) except tab and line feed. Those two are legitimate in text; the others only come from damage. */
const CONTROL_CHARACTER = /[^\P{Cc}\t\n]/u;

const FLAGS = new Set(['active', 'made_sla', 'knowledge', 'u_priority_confirmation']);
const LEVELS = new Set(['impact', 'urgency', 'priority']);
const DATE_NAME = /_at$|^sys_(?:updated|created)_on$/;
const NEVER_UNKNOWN: ReadonlySet<string> = new Set([...REQUIRED_COLUMNS, ...Object.values(STAND_INS)]);

const isFlag = (name: string): boolean => FLAGS.has(name);
const isCount = (name: string): boolean => name.endsWith('_count');
export const isDate = (name: string): boolean => DATE_NAME.test(name);

export function isIncidentNumber(value: string): boolean {
  return INCIDENT_NUMBER.test(value);
}

export function columnNamed(name: string): Column {
  const checkValue = valueCheckOf(name);
  const mayBeUnknown = !NEVER_UNKNOWN.has(name) && !isFlag(name) && !isCount(name);
  const mayBeEmpty = !NEVER_UNKNOWN.has(name);
  return {
    name,
    check(value, dates) {
      if (CONTROL_CHARACTER.test(value)) return `${quote(value)} contains a control character`;
      if ((value === UNKNOWN && mayBeUnknown) || (value === '' && mayBeEmpty)) return undefined;
      return checkValue(value, dates);
    },
    toPayload: payloadReaderOf(name),
  };
}

function valueCheckOf(name: string): Column['check'] {
  const expecting = (isValid: (value: string) => boolean, expected: string): Column['check'] => {
    return (value) => (isValid(value) ? undefined : `${quote(value)} is not ${expected}`);
  };
  if (name === 'number') return expecting(isIncidentNumber, 'an incident number (such as INC0000045)');
  if (name === 'incident_state' || name === 'state') return expecting((value) => /[^?\s]/.test(value), 'a state');
  if (isDate(name)) return checkDate;
  if (isCount(name)) return expecting((value) => COUNT.test(value), 'a count (0 or more)');
  if (isFlag(name)) return expecting((value) => FLAG.test(value), 'TRUE or FALSE');
  if (LEVELS.has(name)) return expecting((value) => LEVEL.test(value), 'a level (such as "3 - Moderate")');
  return () => undefined;
}

function checkDate(value: string, dates: DateReader): string | undefined {
  const reading = dates.read(value);
  return 'fault' in reading ? `${quote(value)} ${reading.fault}` : undefined;
}

/** Text is kept unchanged; an empty cell of a typed column is unknown. */
function payloadReaderOf(name: string): Column['toPayload'] {
  if (isFlag(name)) return (value) => (value === '' ? null : value.toLowerCase() === 'true');
  if (isCount(name)) return (value) => (value === '' ? null : Number(value));
  if (isDate(name) || LEVELS.has(name)) return (value) => (value === UNKNOWN || value === '' ? null : value);
  return (value) => (value === UNKNOWN ? null : value);
}

/** Shortens a value and makes it safe to print: control characters are escaped. */
function quote(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
}
