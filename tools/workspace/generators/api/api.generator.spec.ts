import { aTreeOfRepository } from '../../testing/repository-tree.ts';
import api, { type ApiOptions } from './api.generator.ts';

const anApi = (overrides: Partial<ApiOptions> = {}): ApiOptions => ({
  name: 'money-back',
  resource: 'refund-policy',
  plural: 'refund-policies',
  ...overrides,
});

describe('a generated API', () => {
  const tree = aTreeOfRepository();
  const textOf = (file: string): string => tree.read(file, 'utf8') ?? '';

  beforeAll(async () => {
    await api(tree, anApi());
  });

  it('has a folder of the plural in its app', () => {
    expect(tree.children('apps/money-back/src/refund-policies').sort()).toEqual([
      'refund-policies.controller.ts',
      'refund-policies.convert.spec.ts',
      'refund-policies.convert.ts',
      'refund-policies.dto.ts',
      'refund-policies.service.ts',
      'refund-policy.repository.ts',
    ]);
  });

  it('has permissions to read and to write', () => {
    const access = textOf('libs/contracts/src/access.ts');

    expect(access).toContain("'refund-policies.read': { role: 'viewer', allows: 'Read refund policies' },\n");
    expect(access).toContain("'refund-policies.write': { role: 'operator', allows: 'Create refund policies' },\n");
  });

  it('has a table, and the access of an API', () => {
    const access = textOf('libs/persistence/src/access/access-table.ts');
    const newest = tree.children('libs/persistence/src/database/migrations').sort().at(-1) ?? '';

    expect(newest).toMatch(/^\d{4}-refund-policies\.ts$/);
    expect(access).toContain("{ role: 'sentinai_money_back', duties: ['api', 'relay'] }");
    expect(access).toContain(
      "refund_policy: { rows: 'own', select: ['sentinai_money_back'], insert: ['sentinai_money_back'] },",
    );
  });

  it('is reached through the gateway, before the routes that take all of /api', () => {
    const paths = [...textOf('tools/local-stack/gateway/routes.ts').matchAll(/path: '([^']+)'/g)].map(
      ([, path]) => path,
    );

    expect(paths).toContain('/api/refund-policies');
    expect(paths.indexOf('/api/refund-policies')).toBeLessThan(paths.indexOf('/api'));
  });

  it('checks tokens in the local stack, at a free port', () => {
    expect(textOf('tools/local-stack/app-environment.ts')).toMatch(
      /name: 'money-back', preferredPort: 90\d\d, checksTokens: true/,
    );
  });

  it('has inputs for the tests of all routes', () => {
    const inputs = textOf('tools/e2e/routes/route-inputs.ts');

    expect(inputs).toContain("import { MONEY_BACK_INPUTS } from './money-back.inputs.ts';\n");
    expect(inputs).toContain("  'money-back': MONEY_BACK_INPUTS,\n");
    expect(textOf('tools/e2e/routes/money-back.inputs.ts')).toContain("'POST /api/refund-policies': (world) =>");
  });
});

it.each([
  ['a name that is taken', { name: 'triage' }, 'App triage already exists'],
  ['a resource in another case', { resource: 'RefundPolicy' }, 'write it in kebab-case'],
  ['a plural that is the singular', { plural: 'refund-policy' }, 'The plural of refund-policy has to differ'],
  ['a path that is taken', { plural: 'views' }, 'The path /api/views is taken: docs/openapi.json has it'],
  ['a table that is taken', { resource: 'saved-view' }, 'There is a table saved_view already'],
  ['a word of SQL', { resource: 'order' }, 'SQL has the word order for itself'],
  ['a name that is too long', { resource: 'a'.repeat(60) }, "longer than PostgreSQL's limit of 63 characters"],
])('an API is refused with %s', async (_what, overrides, message) => {
  await expect(api(aTreeOfRepository(), anApi(overrides))).rejects.toThrow(message);
});
