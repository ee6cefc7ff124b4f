import { aTreeOfRepository } from '../../testing/repository-tree.ts';
import observer, { type ObserverOptions } from './observer.generator.ts';

const anObserver = (overrides: Partial<ObserverOptions> = {}): ObserverOptions => ({
  name: 'case-journal',
  consumes: ['ExceptionResolved', 'AuditRecorded'],
  ...overrides,
});

const ACCESS_TABLE = 'libs/persistence/src/access/access-table.ts';

describe('a generated observer', () => {
  const tree = aTreeOfRepository();
  const textOf = (file: string): string => tree.read(file, 'utf8') ?? '';

  beforeAll(async () => {
    await observer(tree, anObserver());
  });

  it('has a table, after the newest migration', () => {
    const newest = tree.children('libs/persistence/src/database/migrations').sort().at(-1) ?? '';
    const migration = textOf(`libs/persistence/src/database/migrations/${newest}`);
    const [className = ''] = /CaseJournal\d+/.exec(migration) ?? [];

    expect(newest).toMatch(/^\d{4}-case-journal\.ts$/);
    expect(textOf('libs/persistence/src/database/data-source.ts').split(className)).toHaveLength(3);
    expect(textOf('libs/persistence/test/migrations.int.spec.ts')).toContain(`'${className}'`);
  });

  it('has the access of an observer, and to its table', () => {
    expect(textOf(ACCESS_TABLE)).toContain("{ role: 'sentinai_case_journal', duties: ['observer'] }");
    expect(textOf(ACCESS_TABLE)).toMatch(/case_journal_entry: \{\s+rows: 'own'/);
  });

  it('has a free port of the local stack', () => {
    expect(textOf('tools/local-stack/app-environment.ts')).toMatch(/name: 'case-journal', preferredPort: 90\d\d,/);
  });
});

describe('an observer in an existing app', () => {
  const tree = aTreeOfRepository();
  const stack = tree.read('tools/local-stack/app-environment.ts', 'utf8');
  const textOf = (file: string): string => tree.read(file, 'utf8') ?? '';

  beforeAll(async () => {
    await observer(tree, anObserver({ app: 'intake' }));
  });

  it('is part of the module of that app', () => {
    const module = textOf('apps/intake/src/intake.module.ts');

    expect(module).toContain("import { CaseJournalModule } from './case-journal/case-journal.module.ts';\n");
    expect(module).toContain("imports: [WorkerModule, OutboxModule.for('intake'), CaseJournalModule]");
    expect(tree.exists('apps/intake/src/case-journal/case-journal.observer.ts')).toBe(true);
    expect(tree.exists('apps/intake/test/case-journal.int.spec.ts')).toBe(true);
  });

  it('gives the role of that app what an observer needs', () => {
    expect(textOf(ACCESS_TABLE)).toContain(
      "{ role: 'sentinai_intake', duties: ['worker', 'api', 'relay', 'observer'] }",
    );
    expect(textOf(ACCESS_TABLE)).toMatch(/case_journal_entry: \{\s+rows: 'own',\s+select: \['sentinai_intake'\]/);
  });

  it('adds no app', () => {
    expect(tree.exists('apps/case-journal')).toBe(false);
    expect(textOf('tools/local-stack/app-environment.ts')).toBe(stack);
    expect(textOf(ACCESS_TABLE)).not.toContain('sentinai_case_journal');
  });
});

it('leaves the duties of an app that observes already as they are', async () => {
  const tree = aTreeOfRepository();

  await observer(tree, anObserver({ app: 'search' }));

  expect(tree.read(ACCESS_TABLE, 'utf8')).toContain("{ role: 'sentinai_search', duties: ['observer'] }");
});

it.each([
  ['a name that is taken', { name: 'triage' }, 'App triage already exists'],
  ['a name in another case', { name: 'caseJournal' }, 'write it in kebab-case'],
  ['a name that is too long', { name: 'a'.repeat(60) }, "longer than PostgreSQL's limit of 63 characters"],
  ['an event nobody declared', { consumes: ['Nothing'] }, 'There is no event Nothing. Known ones are: Approval'],
  ['an app that is not there', { app: 'nowhere' }, 'There is no app nowhere'],
  ['an app that consumes nothing', { app: 'governance' }, 'App governance hosts neither agents nor observers'],
  ['files that are there', { app: 'audit', name: 'events' }, 'apps/audit/src/events already exists'],
])('an observer is refused with %s', async (_what, overrides, message) => {
  await expect(observer(aTreeOfRepository(), anObserver(overrides))).rejects.toThrow(message);
});
