/**
 * The server's record of calls and effects: one entry per idempotency key, with at most one effect. Chaos tests compare it
 * with the platform's own record.
 *
 * Responses are not stored, since they can be recomputed. An entry takes about 150 bytes, so that the default limit of two
 * million keys stays below 400 MB. Beyond the limit the oldest keys are forgotten, and the summary counts them.
 */

const DEFAULT_MAX_KEYS = 2_000_000;

/** `pending`: so far only failures that a retry may fix. The other states are final. */
export type EntryState = 'pending' | 'effective' | 'refused';

export interface LedgerEntry {
  readonly tool: string;
  /** Hash of tool and arguments, which must be the same in every call with the key. */
  readonly fingerprint: number;
  state: EntryState;
  calls: number;
}

/** Response of `GET /_ledger`. */
export interface LedgerSummary {
  /** Distinct idempotency keys. */
  keys: number;
  /** Requests to tools, of every kind. */
  calls: number;
  /** Requests that got their key's earlier response again. */
  replays: number;
  /** Requests refused because their key was used for another call. */
  conflicts: number;
  /** Requests without a key: each one has an effect. */
  without_key: number;
  /** Keys that always get 422. */
  refused: number;
  /** Keys without a final response yet. */
  pending: number;
  /** Keys dropped at the limit; their effects could happen twice. */
  forgotten: number;
  /** Effects by tool; read-only tools are counted too. */
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

  /** Records a call. @returns the entry of its key, or null when the key belongs to another call */
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

  /** Makes a pending entry final: from now on its key gets the same response. */
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

  /** Yields every key, in the order of first calls. */
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
