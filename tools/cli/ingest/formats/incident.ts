/** Logic shared by all forms of ServiceNow incidents. */
import { LRUCache } from 'lru-cache';
import { UNKNOWN } from './servicenow-columns.ts';

export const SOURCE_SYSTEM = 'ServiceNow';

/**
 * Keeps the updates of an incident in file order, which is the order of events. Timestamps do not always follow it: clocks
 * are set back, and entries are dated by hand. So an update is never dated before the previous one.
 *
 * It remembers only the most recent incidents, so that memory stays flat; an export keeps an incident's rows together or
 * near each other.
 */
export class IncidentClock {
  private readonly latest = new LRUCache<string, number>({ max: 50_000 });

  raise(incident: string, updatedAt: number): number {
    const raised = Math.max(updatedAt, this.latest.get(incident) ?? updatedAt);
    this.latest.set(incident, raised);
    return raised;
  }
}

/** Returns the short description, else the known parts of the category; empty when there is neither. */
export function titleOf(payload: Readonly<Record<string, unknown>>): string {
  const known = (name: string): string => {
    const value = payload[name];
    const text = typeof value === 'string' ? value.trim() : '';
    return text === UNKNOWN ? '' : text;
  };
  const title = known('short_description') || [known('category'), known('subcategory')].filter(Boolean).join(' / ');
  return title.slice(0, LONGEST_TITLE);
}

/** Longest title that the server accepts, in characters. */
const LONGEST_TITLE = 4_000;
