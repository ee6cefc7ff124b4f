/** Plan of one `npm test`: everything, or the part selected by its arguments or by a change. */
import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { repository } from '../state-directory.ts';
import { endToEndNames } from './end-to-end-suites.ts';

export const STAGES = ['lint', 'unit', 'int', 'e2e'] as const;
export type StageName = (typeof STAGES)[number];
export type Tier = 'unit' | 'int';

export interface TestPlan {
  /** Whether the plan includes every project and every suite. */
  isWhole: boolean;
  stages: readonly StageName[];
  /** Folders to lint and test, relative to the repository: `apps/intake`. */
  projects: readonly string[];
  /** Names of end-to-end suites. */
  suites: readonly string[];
}

/** Returns the plan that runs everything. */
export function wholePlan(): TestPlan {
  return { isWhole: true, stages: STAGES, projects: allProjects(), suites: endToEndNames() };
}

/** Whether a folder belongs to the tools, which are linted together. */
export const isTool = (folder: string): boolean => folder.startsWith(`tools${sep}`);

/** Returns every folder with a Jest configuration, except that of the end-to-end suites. */
export function allProjects(): string[] {
  const folders = ['apps', 'libs', 'tools'].flatMap((parent) =>
    readdirSync(join(repository, parent)).map((name) => join(parent, name)),
  );
  return folders.filter(
    (folder) => folder !== join('tools', 'e2e') && existsSync(join(repository, folder, 'jest.config.mjs')),
  );
}

/** Returns the projects that have tests of this tier; a project's integration tests are in its `test` folder. */
export function projectsOfTier(projects: readonly string[], tier: Tier): string[] {
  if (tier === 'unit') return [...projects];
  return projects.filter((folder) => {
    const tests = join(repository, folder, 'test');
    return existsSync(tests) && readdirSync(tests).some((file) => file.endsWith('.int.spec.ts'));
  });
}

/**
 * Returns a plan of these suites only, selected by name or prefix.
 * @throws Error that lists the suites when a name matches none
 */
export function planOfSuites(wanted: readonly string[]): TestPlan {
  const names = endToEndNames();
  const suites = wanted.flatMap((prefix) => {
    const found = names.includes(prefix) ? [prefix] : names.filter((name) => name.startsWith(prefix));
    if (found.length === 0) throw new Error(`There is no suite ${prefix}. The suites are: ${names.join(', ')}.`);
    return found;
  });
  return { ...wholePlan(), isWhole: false, stages: ['e2e'], suites: [...new Set(suites)] };
}
