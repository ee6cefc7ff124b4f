/** What each column of a ServiceNow incident export may hold, and how it stands in the raw payload. `?` means unknown. */
import { readWallTime } from '../local-time.ts';

export interface Column {
  name: string;
  /** What is wrong with a value, in words; undefined when nothing is. */
  check(value: string): string | undefined;
  toPayload(value: string): string | number | boolean | null;
}

/** Columns without which an export is none. */
export const REQUIRED_COLUMNS = ['number', 'incident_state', 'opened_at', 'sys_updated_at', 'priority'] as const;

export const UNKNOWN = '?';

const INCIDENT_NUMBER = /^[A-Z]{2,8}\d+$/;
/** ServiceNow has five levels; what a level means is for the pack to say. */
const LEVEL = /^[1-5] - \p{L}+(?: \p{L}+)*$/u;
const COUNT = /^\d{1,15}$/;
/** `Cc` is every control character. Tab and line feed have a place in text; the others only come from damage. */
const CONTROL_CHARACTER = /[^\P{Cc}\t\n]/u;

const FLAGS = new Set(['active', 'made_sla', 'knowledge', 'u_priority_confirmation']);
const LEVELS = new Set(['impact', 'urgency', 'priority']);
const NEVER_UNKNOWN: ReadonlySet<string> = new Set(REQUIRED_COLUMNS);

export function isIncidentNumber(value: string): boolean {
  return INCIDENT_NUMBER.test(value);
}

export function columnNamed(name: string): Column {
  const checkValue = valueCheckOf(name);
  const mayBeUnknown = !NEVER_UNKNOWN.has(name) && !FLAGS.has(name) && !name.endsWith('_count');
  return {
    name,
    check(value) {
      if (CONTROL_CHARACTER.test(value)) return `${quote(value)} holds a control character`;
      return value === UNKNOWN && mayBeUnknown ? undefined : checkValue(value);
    },
    toPayload: payloadReaderOf(name),
  };
}

function valueCheckOf(name: string): Column['check'] {
  const expecting = (isValid: (value: string) => boolean, expected: string): Column['check'] => {
    return (value) => (isValid(value) ? undefined : `${quote(value)} is not ${expected}`);
  };
  if (name === 'number') return expecting(isIncidentNumber, 'an incident number (such as INC0000045)');
  if (name === 'incident_state') return expecting((value) => /[^?\s]/.test(value), 'a state');
  if (name.endsWith('_at')) return expecting((value) => readWallTime(value) !== undefined, 'a date (DD-MM-YYYY HH:MM)');
  if (name.endsWith('_count')) return expecting((value) => COUNT.test(value), 'a count (0 or more)');
  if (FLAGS.has(name)) return expecting((value) => value === 'TRUE' || value === 'FALSE', 'TRUE or FALSE');
  if (LEVELS.has(name)) return expecting((value) => LEVEL.test(value), 'a level (such as "3 - Moderate")');
  return () => undefined;
}

function payloadReaderOf(name: string): Column['toPayload'] {
  if (FLAGS.has(name)) return (value) => value === 'TRUE';
  if (name.endsWith('_count')) return Number;
  return (value) => (value === UNKNOWN ? null : value);
}

/** Short, and safe to print: control characters are escaped. */
function quote(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value);
}
