/** The end-to-end suites, and which of them share a stack. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../state-directory.ts';

const FOLDER = join('tools', 'e2e');
const SUFFIX = '.e2e.spec.ts';

export interface EndToEndSuites {
  /** Of suites that leave a stack as they found it. */
  sharing: string[];
  /** Of suites that start what they need themselves. */
  others: string[];
}

/** Names of all suites: `access` of access.e2e.spec.ts. */
export function endToEndNames(): string[] {
  const files = readdirSync(join(repository, FOLDER)).filter((file) => file.endsWith(SUFFIX));
  return files.map((file) => file.slice(0, -SUFFIX.length)).sort();
}

/** Files of the suites with these names, relative to the repository. */
export function endToEndSuites(names: readonly string[]): EndToEndSuites {
  const suites: EndToEndSuites = { sharing: [], others: [] };
  for (const name of names) {
    const file = join(FOLDER, `${name}${SUFFIX}`);
    suites[sharesAStack(readFileSync(join(repository, file), 'utf8')) ? 'sharing' : 'others'].push(file);
  }
  return suites;
}

/** Whether a suite asks for a shared stack, itself or by way of the world that the suites of all routes have. */
export const sharesAStack = (source: string): boolean => /TestStack\.shared\(|ApiWorld\.start\(/.test(source);
