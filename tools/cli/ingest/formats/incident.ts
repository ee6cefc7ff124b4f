/** What all forms of ServiceNow incidents have in common. */
import { UNKNOWN } from './servicenow-columns.ts';

export const SOURCE_SYSTEM = 'ServiceNow';

/**
 * The order of the file is the order in which things happened, which the minutes in it do not always tell: clocks are set
 * back, and entries are dated by hand. So an update counts as no older than the one before it.
 *
 * It remembers the incidents seen last, not all of them, so that memory stays flat; an export keeps an incident's rows
 * together or near each other.
 */
export class IncidentClock {
  private static readonly GENERATION = 25_000;
  private recent = new Map<string, number>();
  private older = new Map<string, number>();

  raise(incident: string, updatedAt: number): number {
    const known = this.recent.get(incident) ?? this.older.get(incident) ?? updatedAt;
    const raised = Math.max(updatedAt, known);
    this.recent.set(incident, raised);
    if (this.recent.size >= IncidentClock.GENERATION) {
      this.older = this.recent;
      this.recent = new Map();
    }
    return raised;
  }
}

/** The short description, else what is known of the category; empty when nothing is. */
export function titleOf(payload: Readonly<Record<string, unknown>>): string {
  const known = (name: string): string => {
    const value = payload[name];
    const text = typeof value === 'string' ? value.trim() : '';
    return text === UNKNOWN ? '' : text;
  };
  const title = known('short_description') || [known('category'), known('subcategory')].filter(Boolean).join(' / ');
  return title.slice(0, LONGEST_TITLE);
}

/** What the server takes. */
const LONGEST_TITLE = 4_000;
