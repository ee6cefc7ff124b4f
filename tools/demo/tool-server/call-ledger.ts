/**
 * The server's memory of what it was asked and what it did: one entry for each idempotency key, and an effect for each key
 * at most. Chaos tests compare it with what the platform believes it did.
 *
 * An answer is not stored, since it can be computed again; an entry takes some 150 bytes, so that the default limit of two
 * million keys stays below 400 MB. Beyond it the oldest keys are forgotten, and the summary says how many.
 */

const DEFAULT_MAX_KEYS = 2_000_000;

/** `pending`: asked, and so far only failures that a retry may mend. The others are final. */
export type EntryState = 'pending' | 'effective' | 'refused';

export interface LedgerEntry {
  readonly tool: string;
  /** Of tool and arguments: what must be the same whenever the key is. */
  readonly fingerprint: number;
  state: EntryState;
  calls: number;
}

/** As `GET /_ledger` answers it. */
export interface LedgerSummary {
  /** Distinct idempotency keys. */
  keys: number;
  /** Requests to tools, of every kind. */
  calls: number;
  /** Requests that were answered with what their key was answered before. */
  replays: number;
  /** Requests refused because their key was used for something else. */
  conflicts: number;
  /** Requests without a key: each one has an effect. */
  without_key: number;
  /** Keys answered 422 for good. */
  refused: number;
  /** Keys asked and not answered for good yet. */
  pending: number;
  /** Keys dropped because the limit was reached: effects of theirs could happen twice. */
  forgotten: number;
  /** A tool that only reads counts too. */
  effects_by_tool: Record<string, number>;
}

export class CallLedger {
  private readonly maxKeys: number;
  private readonly entries = new Map<string, LedgerEntry>();
  private readonly effects = new Map<string, number>();
  private counts = noCounts();

  constructor(maxKeys = DEFAULT_MAX_KEYS) {
    this.maxKeys = maxKeys;
  }

  /** Notes a call. @returns its key's entry, or null when the key stands for another call */
  admit(key: string | undefined, tool: string, fingerprint: number): LedgerEntry | null {
    this.counts.calls += 1;
    const entry = (key !== undefined && this.entries.get(key)) || this.open(key, tool, fingerprint);
    if (entry.fingerprint !== fingerprint) {
      this.counts.conflicts += 1;
      return null;
    }
    entry.calls += 1;
    if (entry.state !== 'pending') this.counts.replays += 1;
    return entry;
  }

  /** Ends a pending entry: from now on its key gets the same answer. */
  settle(entry: LedgerEntry, state: Exclude<EntryState, 'pending'>): void {
    entry.state = state;
    if (state === 'refused') this.counts.refused += 1;
    else this.effects.set(entry.tool, (this.effects.get(entry.tool) ?? 0) + 1);
  }

  summary(): LedgerSummary {
    const effects = [...this.effects].sort(([a], [b]) => a.localeCompare(b));
    let pending = 0;
    for (const { state } of this.entries.values()) pending += Number(state === 'pending');
    return { keys: this.entries.size, ...this.counts, pending, effects_by_tool: Object.fromEntries(effects) };
  }

  /** Every key in the order of its first call. */
  *keys(): Generator<{ key: string; tool: string; state: EntryState; calls: number }> {
    for (const [key, { tool, state, calls }] of this.entries) yield { key, tool, state, calls };
  }

  clear(): void {
    this.entries.clear();
    this.effects.clear();
    this.counts = noCounts();
  }

  private open(key: string | undefined, tool: string, fingerprint: number): LedgerEntry {
    const entry: LedgerEntry = { tool, fingerprint, state: 'pending', calls: 0 };
    if (key === undefined) {
      this.counts.without_key += 1;
      return entry;
    }
    this.entries.set(key, entry);
    if (this.entries.size > this.maxKeys) this.forgetOldest();
    return entry;
  }

  private forgetOldest(): void {
    const [oldest] = this.entries.keys();
    if (oldest === undefined) return;
    this.entries.delete(oldest);
    this.counts.forgotten += 1;
  }
}

function noCounts() {
  return { calls: 0, replays: 0, conflicts: 0, without_key: 0, refused: 0, forgotten: 0 };
}
