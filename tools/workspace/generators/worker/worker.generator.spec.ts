/** Generates a worker on the command line in a copy of the repository, and runs all checks on it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RepositoryCopy } from '../../testing/repository-copy.ts';

describe('a generated worker', () => {
  const copy = new RepositoryCopy();
  let generated: string;

  beforeAll(async () => {
    const args = ['risk-scoring', '--consumes=TriageCompleted,ExceptionResolved', '--skipInstall', '--no-interactive'];
    generated = (await copy.run('nx', ['g', './tools/workspace:worker', ...args])).output;
  });
  afterAll(() => copy.remove());

  const textOf = (file: string): string => readFileSync(join(copy.root, file), 'utf8');

  it('builds, lints, has sound types and passes its specs', async () => {
    const args = [
      'run-many',
      '-t',
      'build,lint,typecheck,test',
      '-p',
      '@sentinai/risk-scoring,@sentinai/agents',
      '--outputStyle=static',
    ];

    const { exitCode, output } = await copy.run('nx', args);

    expect(output).toContain('Successfully ran targets build, lint, typecheck, test');
    expect(output).toContain('PASS agents libs/agents/src/risk-scoring/risk-scoring.agent.spec.ts');
    expect(exitCode).toBe(0);
  });

  it('is formatted as everything else, and so is what it changed', async () => {
    const files = [...generated.matchAll(/^(?:CREATE|UPDATE) (.+)$/gm)].map(([, file = '']) => file);

    const { output, exitCode } = await copy.run('prettier', ['--check', ...files]);

    expect(files.length).toBeGreaterThan(12);
    expect(output).toContain('All matched files use Prettier code style!');
    expect(exitCode).toBe(0);
  });

  it('is in the pipeline and among the consumers of its events', () => {
    expect(textOf('libs/contracts/src/event-definition.ts')).toContain("'feedback', 'risk-scoring'] as const");
    expect(textOf('libs/contracts/src/events/triage-completed.ts')).toContain("consumedBy: ['policy', 'risk-scoring']");
  });

  it('has a free port of the local stack', () => {
    expect(textOf('tools/local-stack/app-environment.ts')).toContain("{ name: 'risk-scoring', preferredPort: 9020,");
  });

  it('has the access of a worker without tables of its own', () => {
    const access = textOf('libs/persistence/src/access/access-table.ts');
    const [entry = ''] = /^.*sentinai_feedback.*$/m.exec(access) ?? [];

    expect(entry).toContain("duties: ['worker']");
    expect(access).toContain(entry.replace('sentinai_feedback', 'sentinai_risk_scoring'));
  });

  it.each([
    ['a name that is taken', ['triage', '--consumes=TriageCompleted'], 'App triage already exists'],
    [
      'an event nobody declared',
      ['scorer', '--consumes=Nothing'],
      'There is no event Nothing. Known ones are: Approval',
    ],
  ])('is refused with %s', async (_what, args, message) => {
    const { exitCode, output } = await copy.run('nx', ['g', './tools/workspace:worker', ...args, '--no-interactive']);

    expect(output).toContain(message);
    expect(exitCode).toBe(1);
  });
});
