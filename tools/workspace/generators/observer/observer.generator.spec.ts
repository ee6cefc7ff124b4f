/** Generates an observer on the command line in a copy of the repository, and runs all checks on it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RepositoryCopy } from '../../testing/repository-copy.ts';

describe('a generated observer', () => {
  const copy = new RepositoryCopy();
  let generated: string;

  beforeAll(async () => {
    const args = ['case-journal', '--consumes=ExceptionResolved,AuditRecorded', '--skipInstall', '--no-interactive'];
    generated = (await copy.run('nx', ['g', './tools/workspace:observer', ...args])).output;
  });
  afterAll(() => copy.remove());

  const textOf = (file: string): string => readFileSync(join(copy.root, file), 'utf8');

  it('builds, lints, has sound types and passes its specs', async () => {
    const args = [
      'run-many',
      '-t',
      'build,lint,typecheck,test',
      '-p',
      '@sentinai/case-journal',
      '--outputStyle=static',
    ];

    const { exitCode, output } = await copy.run('nx', args);

    expect(output).toContain('Successfully ran targets build, lint, typecheck, test');
    expect(output).toMatch(/Tests: +1 passed, 1 total/);
    expect(exitCode).toBe(0);
  });

  it('leaves the specs of persistence green', async () => {
    const { exitCode, output } = await copy.run('nx', ['test', '@sentinai/persistence', '--outputStyle=static']);

    expect(output).toMatch(/Tests: +\d+ passed, \d+ total/);
    expect(exitCode).toBe(0);
  });

  it('is formatted as everything else, and so is what it changed', async () => {
    const files = [...generated.matchAll(/^(?:CREATE|UPDATE) (.+)$/gm)].map(([, file = '']) => file);

    const { output, exitCode } = await copy.run('prettier', ['--check', ...files]);

    expect(files.length).toBeGreaterThan(12);
    expect(output).toContain('All matched files use Prettier code style!');
    expect(exitCode).toBe(0);
  });

  it('has a table, after the newest migration, and the access of an observer', () => {
    const access = textOf('libs/persistence/src/access/access-table.ts');
    const migrations = readdirSync(join(copy.root, 'libs/persistence/src/database/migrations')).sort();
    const newest = migrations.at(-1) ?? '';
    const [className = ''] = /CaseJournal\d+/.exec(textOf(`libs/persistence/src/database/migrations/${newest}`)) ?? [];

    expect(newest).toMatch(/^\d{4}-case-journal\.ts$/);
    expect(textOf('libs/persistence/src/database/data-source.ts').split(className)).toHaveLength(3);
    expect(textOf('libs/persistence/test/migrations.int.spec.ts')).toContain(`'${className}'`);
    expect(access).toContain("{ role: 'sentinai_case_journal', duties: ['observer'] }");
    expect(access).toMatch(/case_journal_entry: \{\s+rows: 'own'/);
  });

  it('names at most eight edits that are left', () => {
    const [, steps = ''] = /Next steps:\n([^]*?)\n\n/.exec(`${generated}\n\n`) ?? [];
    const left = steps.split('\n').filter((line) => line.startsWith('  - '));

    expect(left.length).toBeGreaterThan(2);
    expect(left.length).toBeLessThanOrEqual(8);
  });

  it('has a free port of the local stack', () => {
    expect(textOf('tools/local-stack/app-environment.ts')).toMatch(/name: 'case-journal', preferredPort: 90\d\d,/);
  });

  it.each([
    ['a name that is taken', ['triage', '--consumes=TriageCompleted'], 'App triage already exists'],
    [
      'an event nobody declared',
      ['journal', '--consumes=Nothing'],
      'There is no event Nothing. Known ones are: Approval',
    ],
  ])('is refused with %s', async (_what, args, message) => {
    const { exitCode, output } = await copy.run('nx', ['g', './tools/workspace:observer', ...args, '--no-interactive']);

    expect(output).toContain(message);
    expect(exitCode).toBe(1);
  });
});
