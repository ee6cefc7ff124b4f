/** Suggestions for misspelled names. */

/** Returns the candidate that differs only in case or in a letter or two; null when none is close. */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  const wanted = plain(name);
  let nearest: string | null = null;
  // In a short word, one letter is a big difference.
  let least = wanted.length < 4 ? 2 : 3;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, plain(candidate), least);
    if (distance < least) [nearest, least] = [candidate, distance];
  }
  return nearest;
}

/** Returns `, did you mean high?`, or an empty text when no candidate is close. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const nearest = nearestName(name, candidates);
  return nearest === null ? '' : `, did you mean ${nearest}?`;
}

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

/** Counts the letters to insert, drop, change or swap (Levenshtein, with swaps of neighbours), up to `limit`. */
function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swap = isSwap ? (beforeLast[column - 2] ?? limit) + 1 : limit;
      line[column] = Math.min(
        (last[column] ?? limit) + 1,
        (line[column - 1] ?? limit) + 1,
        (last[column - 1] ?? limit) + (isSame ? 0 : 1),
        swap,
      );
    }
    [beforeLast, last] = [last, line];
  }
  return Math.min(last[other.length] ?? limit, limit);
}
