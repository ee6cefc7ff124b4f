/**
 * Generates a worker, an observer, an observer in an existing app and an API on the command line, one after the other in one copy of the
 * repository, and runs all checks on what they wrote.
 */
import { RepositoryCopy } from '../testing/repository-copy.ts';

const EVENTS = '--consumes=TriageCompleted,ExceptionResolved';
const COMMANDS = {
  worker: ['worker', 'risk-scoring', EVENTS],
  observer: ['observer', 'case-journal', EVENTS],
  'observer in an app': ['observer', 'case-history', EVENTS, '--app=feedback'],
  api: ['api', 'refunds', '--resource=refund'],
};
const PROJECTS = ['agents', 'risk-scoring', 'case-journal', 'feedback', 'refunds'].map((name) => `@sentinai/${name}`);

describe('generated apps', () => {
  const copy = new RepositoryCopy();
  const outputs = new Map<string, string>();

  beforeAll(async () => {
    for (const [what, [generator = '', ...args]] of Object.entries(COMMANDS)) {
      const command = ['g', `./tools/workspace:${generator}`, ...args, '--skipInstall', '--no-interactive'];
      outputs.set(what, (await copy.run('nx', command)).output);
    }
  });
  afterAll(() => copy.remove());

  it('build, lint, have sound types and pass their specs', async () => {
    const targets = 'build,lint,typecheck,test';
    const { exitCode, output } = await copy.run('nx', [
      'run-many',
      '-t',
      targets,
      '-p',
      PROJECTS.join(','),
      '--outputStyle=static',
    ]);

    expect(output).toContain('Successfully ran targets build, lint, typecheck, test');
    for (const spec of [
      'agents libs/agents/src/risk-scoring/risk-scoring.agent.spec.ts',
      'case-journal apps/case-journal/src/case-journal.observer.spec.ts',
      'feedback apps/feedback/src/case-history/case-history.observer.spec.ts',
      'refunds apps/refunds/src/refunds/refunds.convert.spec.ts',
    ]) {
      expect(output).toContain(`PASS ${spec}`);
    }
    expect(exitCode).toBe(0);
  });

  it('leave the specs of persistence green', async () => {
    const { exitCode, output } = await copy.run('nx', ['test', '@sentinai/persistence', '--outputStyle=static']);

    expect(output).toMatch(/Tests: +\d+ passed, \d+ total/);
    expect(exitCode).toBe(0);
  });

  it('have routes as every API: reached through the gateway, with a permission, described', async () => {
    const { exitCode, output } = await copy.run('jest', ['-c', 'tools/openapi/jest.config.mjs', '-t', 'every route']);

    expect(output).toMatch(/Tests: +\d+ skipped, \d+ passed/);
    expect(exitCode).toBe(0);
  });

  it('are formatted as everything else, and so is what they changed', async () => {
    const written = [...outputs.values()].flatMap((output) => [...output.matchAll(/^(?:CREATE|UPDATE) (.+)$/gm)]);
    const files = new Set(written.map(([, file = '']) => file));

    const { output, exitCode } = await copy.run('prettier', ['--check', ...files]);

    expect(files.size).toBeGreaterThan(50);
    expect(output).toContain('All matched files use Prettier code style!');
    expect(exitCode).toBe(0);
  });

  it.each(Object.keys(COMMANDS))('need at most eight edits, which the last words name: %s', (what) => {
    const [, steps = ''] = /Next steps:\n([^]*?)\n\n/.exec(`${outputs.get(what)}\n\n`) ?? [];
    const left = steps.split('\n').filter((line) => line.startsWith('  - '));

    expect(left.length).toBeGreaterThan(2);
    expect(left.length).toBeLessThanOrEqual(8);
  });
});
