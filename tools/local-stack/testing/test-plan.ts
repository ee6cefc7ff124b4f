/** What one `npm test` runs: everything, or what its arguments or a change leave of it. */
import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { repository } from '../state-directory.ts';
import { endToEndNames } from './end-to-end-suites.ts';

export const STAGES = ['lint', 'unit', 'int', 'e2e'] as const;
export type StageName = (typeof STAGES)[number];
export type Tier = 'unit' | 'int';

export interface TestPlan {
  /** Every project and every suite. */
  isWhole: boolean;
  stages: readonly StageName[];
  /** Folders to lint and test, relative to the repository: `apps/intake`. */
  projects: readonly string[];
  /** Names of end-to-end suites. */
  suites: readonly string[];
}

/** Everything. */
export function wholePlan(): TestPlan {
  return { isWhole: true, stages: STAGES, projects: allProjects(), suites: endToEndNames() };
}

/** The tools are linted as one. */
export const isTool = (folder: string): boolean => folder.startsWith(`tools${sep}`);

/** Every folder with a Jest configuration, but that of the end-to-end suites. */
export function allProjects(): string[] {
  const folders = ['apps', 'libs', 'tools'].flatMap((parent) =>
    readdirSync(join(repository, parent)).map((name) => join(parent, name)),
  );
  return folders.filter(
    (folder) => folder !== join('tools', 'e2e') && existsSync(join(repository, folder, 'jest.config.mjs')),
  );
}

/** Those of the projects that have tests of this tier; the integration tests of a project are in its folder `test`. */
export function projectsOfTier(projects: readonly string[], tier: Tier): string[] {
  if (tier === 'unit') return [...projects];
  return projects.filter((folder) => {
    const tests = join(repository, folder, 'test');
    return existsSync(tests) && readdirSync(tests).some((file) => file.endsWith('.int.spec.ts'));
  });
}

/**
 * A plan of these suites alone, by their names or the beginnings of them.
 * @throws Error naming what there is, when one fits nothing
 */
export function planOfSuites(wanted: readonly string[]): TestPlan {
  const names = endToEndNames();
  const suites = wanted.flatMap((prefix) => {
    const found = names.includes(prefix) ? [prefix] : names.filter((name) => name.startsWith(prefix));
    if (found.length === 0) throw new Error(`There is no suite ${prefix}. There are: ${names.join(', ')}.`);
    return found;
  });
  return { ...wholePlan(), isWhole: false, stages: ['e2e'], suites: [...new Set(suites)] };
}
