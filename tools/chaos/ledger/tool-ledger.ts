/** Reads the ledger of calls and effects of the demo's tool server. */
import type { Difference } from './difference.ts';

export interface CalledKey {
  /** Idempotency key: the execution's id. */
  key: string;
  tool: string;
  state: string;
}

export interface ToolLedger {
  keys: CalledKey[];
  /** Requests whose key had been used for another call. */
  conflicts: number;
  /** Requests without a key. */
  withoutKey: number;
}

/** @param url URL of the tool server */
export async function readToolLedger(url: string): Promise<ToolLedger> {
  const [summary, keys] = await Promise.all([fetch(`${url}/_ledger`), fetch(`${url}/_ledger/keys`)]);
  const { conflicts, without_key } = (await summary.json()) as { conflicts: number; without_key: number };
  const lines = (await keys.text()).split('\n').filter(Boolean);
  return { keys: lines.map((line) => JSON.parse(line) as CalledKey), conflicts, withoutKey: without_key };
}

/** Returns the effects that the server could not distinguish by their keys. */
export function ledgerDifferences({ conflicts, withoutKey }: ToolLedger): Difference[] {
  const doubled = (what: string, count: number): Difference[] =>
    count === 0 ? [] : [{ kind: 'doubled', what, count, examples: [] }];
  return [
    ...doubled('calls of a tool whose key was used for another call', conflicts),
    ...doubled('calls of a tool without a key', withoutKey),
  ];
}
