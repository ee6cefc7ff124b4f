/** Selects the checks and tests that a change needs; in doubt it selects more. */
import { execFileSync } from 'node:child_process';
import { repository } from '../state-directory.ts';
import { affectedProjects } from '../workspace-commands.ts';
import { isTool, type TestPlan, wholePlan } from './test-plan.ts';

/** Folders that concern suites with a narrower subject than the whole pipeline. Any other suite runs on every change of an app or lib. */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
  bench: ['libs/persistence', 'tools/bench'],
  chaos: ['apps', 'libs', 'tools/chaos', 'tools/local-stack', 'tools/demo'],
  demo: ['apps', 'libs', 'tools/demo', 'tools/cli', 'tools/local-stack'],
  encryption: ['libs/persistence', 'libs/messaging', 'libs/service-kit', 'apps/sla-monitor', 'apps/intake'],
  identity: ['apps/intake', 'apps/ops-api', 'apps/governance', 'libs', 'tools/local-stack'],
  maintenance: ['libs/persistence', 'libs/service-kit', 'tools/local-stack'],
  fuzz: ['apps', 'libs', 'tools/fuzz', 'tools/openapi', 'docs/openapi.json'],
  access: ['apps', 'libs', 'tools/openapi', 'docs/openapi.json'],
};
const ABOUT_THE_PIPELINE = ['apps', 'libs', 'tools/cli', 'tools/local-stack'];

/** Files whose change may affect everything. */
const OF_ALL =
  /^(?:package(?:-lock)?\.json|nx\.json|tsconfig.*\.json|jest\.preset\.js|eslint\.config\.mjs|\.swcrc|patches\/)/;

/**
 * @param since a commit or branch; the change runs from its merge base with HEAD up to the uncommitted files
 * @throws Error when Git does not know it
 */
export async function planOfChange(since: string): Promise<TestPlan> {
  const files = changedFiles(since);
  const plan = wholePlan();
  if (files.some((file) => OF_ALL.test(file))) return plan;
  const affected = files.length === 0 ? [] : affectedProjects(files);
  return planFor(files, affected);
}

/** @param affected folders of the apps and libs that the files belong to, or that depend on those */
export function planFor(files: readonly string[], affected: readonly string[]): TestPlan {
  const plan = wholePlan();
  const suites = plan.suites.filter((suite) => concerns(suite, files));
  // Nx does not know the imports of the tools: a change of any app, lib or tool may affect them.
  const toolsToo = files.some((file) => /^(?:apps|libs|tools|docs)\//.test(file));
  const projects = plan.projects.filter((folder) => affected.includes(folder) || (toolsToo && isTool(folder)));
  return {
    isWhole: false,
    stages: plan.stages.filter((stage) => (stage === 'e2e' ? suites : files).length > 0),
    projects,
    suites,
  };
}

function concerns(suite: string, files: readonly string[]): boolean {
  const own = `tools/e2e/${suite}.e2e.spec.ts`;
  const about = ABOUT[suite] ?? ABOUT_THE_PIPELINE;
  return files.some(
    (file) => file === own || isFixture(file) || about.some((place) => file === place || file.startsWith(`${place}/`)),
  );
}

/** Whether a file is shared by the suites. */
const isFixture = (file: string): boolean =>
  file.startsWith('tools/e2e/') && !/^tools\/e2e\/[^/]+\.spec\.ts$/.test(file);

function changedFiles(since: string): string[] {
  const git = (...args: string[]): string[] =>
    execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).split('\n').filter(Boolean);
  const [base = since] = git('merge-base', since, 'HEAD');
  const files = [...git('diff', '--name-only', base), ...git('ls-files', '--others', '--exclude-standard')];
  return files.filter((file) => !file.endsWith('.md'));
}
