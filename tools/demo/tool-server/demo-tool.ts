/** What a tool of the demo is. The tools themselves are in `finance.tools.ts`, `health.tools.ts` and `itsm.tools.ts`. */
import type { Random } from './seeded-random.ts';

export type JsonObject = Record<string, unknown>;

export interface DemoTool {
  /** `finance.settlement-retry`: the tenant's part, then what it does. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** `/finance/settlements/{order_id}`: the parts in braces are arguments. */
  readonly path: string;
  /** Arguments without which the tool answers 400. */
  readonly required: readonly string[];
  /**
   * The answer of a call that went well. A tool that only reads gets the same chance for the same arguments; one that acts
   * gets its own for each idempotency key, and so a new reference for each new effect.
   */
  answer(args: JsonObject, random: Random): JsonObject;
  readonly readOnly: boolean;
}
