/** Definition of a demo tool. The tools themselves are in `finance.tools.ts`, `health.tools.ts` and `itsm.tools.ts`. */
import type { Random } from './seeded-random.ts';

export type JsonObject = Record<string, unknown>;

export interface DemoTool {
  /** `finance.settlement-retry`: domain, then action. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** `/finance/settlements/{order_id}`: the parts in braces are arguments. */
  readonly path: string;
  /** Required arguments; without them the tool returns 400. */
  readonly required: readonly string[];
  /**
   * Returns the response of a successful call. A read-only tool gets the same random numbers for the same arguments. A tool that
   * acts gets its own for each idempotency key, and so a new reference for each new effect.
   */
  answer(args: JsonObject, random: Random): JsonObject;
  readonly readOnly: boolean;
}
