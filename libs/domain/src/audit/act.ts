import type { JsonObject } from '@sentinai/contracts';

/** What was done to what, beside who did it and when. */
export interface Act {
  /** Noun and verb: `case.resolved`. */
  action: string;
  /** Type of the subject: `exception`, `tool_execution`. */
  subjectType: string;
  subjectId: string;
  reason: string | null;
  /** The subject before and after, as far as it changed; without secrets. */
  before: JsonObject | null;
  after: JsonObject | null;
}
