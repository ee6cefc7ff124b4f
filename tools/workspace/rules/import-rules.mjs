/** Rules over the whole graph of imports, for dependency-cruiser: what ESLint, which sees one file at a time, cannot tell. */
export default {
  forbidden: [
    {
      name: 'no-circular-imports',
      comment: 'Files that import each other in a circle load in an order nobody chose. Move the shared part out.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-deep-imports',
      comment: 'A lib is used through its index.ts or its testing entry, also by relative paths.',
      severity: 'error',
      from: { path: '^(?:libs|apps|tools)/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts$|testing/)', pathNot: '^libs/$1/' },
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
