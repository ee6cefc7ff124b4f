/** The final report of a chaos run. */
import type { Difference, DifferenceKind } from './ledger/difference.ts';
import type { LedgerFindings } from './ledger/ledger-check.ts';
import type { Refusal } from './load/promise.ts';

export interface ChaosResult {
  kills: number;
  seed: number;
  /** Exceptions answered as accepted. */
  accepted: number;
  findings: LedgerFindings;
  /** Batches that were refused, or never answered. */
  refusals: readonly Refusal[];
  drained: boolean;
}

/** Whether nothing differs from the accepted input. */
export const isFlawless = ({ accepted, findings, refusals, drained }: ChaosResult): boolean =>
  drained && refusals.length === 0 && findings.differences.length === 0 && findings.finished === accepted;

/** Formats the last line, as JSON. A refused batch counts as lost. */
export function summaryLine(result: ChaosResult): string {
  const { kills, seed, accepted, findings, refusals } = result;
  const sum = (kind: DifferenceKind): number =>
    findings.differences.filter((one) => one.kind === kind).reduce((total, { count }) => total + count, 0);
  return JSON.stringify({
    kills,
    seed,
    accepted,
    finished: findings.finished,
    lost: sum('lost') + refusals.length,
    doubled: sum('doubled'),
    out_of_order: sum('out_of_order'),
  });
}

const LABELS: Record<DifferenceKind, string> = { lost: 'LOST', doubled: 'DOUBLED', out_of_order: 'OUT OF ORDER' };
const REFUSALS_SHOWN = 5;

/** Formats one line per kind of difference, with the first examples below it. */
export function differenceLines({ findings, refusals }: ChaosResult): string[] {
  const refused = refusals.slice(0, REFUSALS_SHOWN).map((refusal) => `  ${JSON.stringify(refusal)}`);
  return [
    ...findings.differences.flatMap(linesOf),
    ...(refusals.length > 0 ? [`REFUSED: ${refusals.length} batches or items`, ...refused] : []),
  ];
}

const linesOf = ({ kind, what, count, examples }: Difference): string[] => [
  `${LABELS[kind]}: ${count} ${what}`,
  ...examples.map((example) => `  ${JSON.stringify(example)}`),
];
