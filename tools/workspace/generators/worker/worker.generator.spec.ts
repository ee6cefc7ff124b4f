/** Generates a worker on the command line in a copy of the repository, and runs all checks on it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MEASUREMENT_GRANTS, RETRY_GRANTS, TABLE_GRANTS } from '@sentinai/persistence';
import { RepositoryCopy } from '../../testing/repository-copy.ts';

/** A worker without its own tables, so that it has exactly the grants of every agent. */
const PLAIN_AGENT = 'sentinai_feedback';

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
    expect(output).toMatch(/Tests: +2 passed, 2 total/);
    expect(exitCode).toBe(0);
  });

  it('is formatted as everything else, and so is what it changed', async () => {
    const files = [...generated.matchAll(/^(?:CREATE|UPDATE) (.+)$/gm)].map(([, file = '']) => file);

    const { output, exitCode } = await copy.run('prettier', ['--check', ...files]);

    expect(files.length).toBeGreaterThan(15);
    expect(output).toContain('All matched files use Prettier code style!');
    expect(exitCode).toBe(0);
  });

  it('is in the pipeline and among the consumers of its events', () => {
    expect(textOf('libs/contracts/src/event-definition.ts')).toContain("'feedback', 'risk-scoring'] as const");
    expect(textOf('libs/contracts/src/events/triage-completed.ts')).toContain("consumedBy: ['policy', 'risk-scoring']");
  });

  it("has a free port of the local stack, and a password there for its role's name", () => {
    expect(textOf('tools/local-stack/app-environment.ts')).toContain("{ name: 'risk-scoring', preferredPort: 9020,");
    expect(textOf('tools/local-stack/secrets.ts')).toContain("'sentinai_risk_scoring',");
  });

  it('gets from its migration what new databases give to every agent', () => {
    const wanted = [...TABLE_GRANTS, ...RETRY_GRANTS, ...MEASUREMENT_GRANTS]
      .filter(({ roles }) => (roles as readonly string[]).includes(PLAIN_AGENT))
      .flatMap(({ table, privileges, columns }) =>
        columns
          ? [`${privileges} (${columns.join(', ')}) on ${table}`]
          : privileges.split(', ').map((privilege) => `${privilege} on ${table}`),
      );
    const migrations = join(copy.root, 'libs/persistence/src/database/migrations');
    const file = readdirSync(migrations).find((name) => name.endsWith('-risk-scoring-role.ts')) ?? '';
    const migration = textOf(`libs/persistence/src/database/migrations/${file}`).replace(/\s+/g, ' ');
    const granted = [...migration.matchAll(/grant ([^;]+?) on ([^;]+?) to sentinai_risk_scoring;/g)]
      .filter(([, privileges]) => privileges !== 'usage' && privileges !== 'execute')
      .flatMap(([, privileges = '', tables = '']) =>
        tables
          .split(', ')
          .flatMap((table) =>
            (privileges.includes('(') ? [privileges] : privileges.split(', ')).map(
              (privilege) => `${privilege} on ${table}`,
            ),
          ),
      );

    expect(granted.sort()).toEqual(wanted.sort());
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
