/** Rules over the whole import graph, for dependency-cruiser: ESLint sees only one file at a time and cannot check them. */
export default {
  forbidden: [
    {
      name: 'no-circular-imports',
      comment: 'Files that import each other in a cycle load in an arbitrary order. Move the shared part out.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-deep-imports',
      comment:
        'Import a lib through its index.ts or its testing entry, also by relative paths. The access table is read before a build.',
      severity: 'error',
      from: { path: '^(?:libs|apps|tools)/([^/]+)/' },
      to: {
        path: '^libs/[^/]+/src/(?!index\\.ts$|testing/|agent/index\\.ts$|access/access-table\\.ts$)',
        pathNot: '^libs/$1/',
      },
    },
    {
      name: 'agents-are-pure',
      comment: 'Of messaging, agents may import the types of agents only: no database and no Kafka is in their reach.',
      severity: 'error',
      from: { path: '^libs/agents/' },
      to: { path: '^libs/messaging/src/(?!agent/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@sentinai/source', 'import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js'],
    },
  },
};
