/** The end-to-end suites, divided into those that share a stack and the others. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../state-directory.ts';

const FOLDER = join('tools', 'e2e');
const SUFFIX = '.e2e.spec.ts';

export interface EndToEndSuites {
  /** Files of suites that leave a stack as they found it. */
  sharing: string[];
  /** Files of suites that start their own stack or servers. */
  others: string[];
}

/** Returns the names of all suites: `access` for access.e2e.spec.ts. */
export function endToEndNames(): string[] {
  const files = readdirSync(join(repository, FOLDER)).filter((file) => file.endsWith(SUFFIX));
  return files.map((file) => file.slice(0, -SUFFIX.length)).sort();
}

/** Returns the files of the suites with these names, relative to the repository. */
export function endToEndSuites(names: readonly string[]): EndToEndSuites {
  const suites: EndToEndSuites = { sharing: [], others: [] };
  for (const name of names) {
    const file = join(FOLDER, `${name}${SUFFIX}`);
    suites[sharesAStack(readFileSync(join(repository, file), 'utf8')) ? 'sharing' : 'others'].push(file);
  }
  return suites;
}

/** Whether a suite uses a shared stack, directly or through `ApiWorld`, the fixture of the suites that call every route. */
export const sharesAStack = (source: string): boolean => /TestStack\.shared\(|ApiWorld\.start\(/.test(source);
