/** Patterns over exception type names: `*` stands for any text, `?` for one character. */

export interface TypePattern {
  readonly source: string;
  /** True for a pattern without wildcards. */
  readonly isName: boolean;
  readonly matches: (type: string) => boolean;
}

/** Compiles a pattern. Matching never backtracks further than the last `*`, whatever the pattern. */
export function compileTypePattern(source: string): TypePattern {
  const isName = !/[*?]/.test(source);
  return { source, isName, matches: isName ? (type) => type === source : (type) => matchesWildcards(source, type) };
}

/**
 * Each `*` first matches nothing; on a mismatch the latest one takes one more character. Earlier ones never need
 * another try, since a later `*` can take whatever they would have left: at most pattern × text steps, on names of
 * 128 characters.
 */
function matchesWildcards(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let starText = 0;
  while (inText < text.length) {
    const expected = pattern[inPattern];
    if (expected === '*') {
      star = inPattern;
      starText = inText;
      inPattern += 1;
    } else if (expected === '?' || expected === text[inText]) {
      inPattern += 1;
      inText += 1;
    } else if (star >= 0) {
      starText += 1;
      inText = starText;
      inPattern = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}
