import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Imports run one way (docs/adr/0001-workspace.md). A layer names exactly what it may use; nothing is allowed by wildcard. */
const layers = {
  'layer:contracts': [],
  'layer:domain': ['layer:contracts'],
  'layer:service-kit': ['layer:contracts'],
  'layer:persistence': ['layer:contracts', 'layer:domain', 'layer:service-kit'],
  'layer:messaging': ['layer:contracts', 'layer:domain', 'layer:service-kit', 'layer:persistence'],
  // Of messaging only its agent entry; import-rules.mjs checks that.
  'layer:agents': ['layer:contracts', 'layer:domain', 'layer:messaging'],
  'layer:tool-calling': ['layer:contracts', 'layer:domain', 'layer:service-kit', 'layer:persistence'],
  'layer:app': [
    'layer:contracts',
    'layer:domain',
    'layer:service-kit',
    'layer:persistence',
    'layer:messaging',
    'layer:agents',
    'layer:tool-calling',
  ],
};

/**
 * Types come from the project of each file, as an editor wants them; for the whole repository they come from one program, which takes a
 * third of the processor time.
 */
const typesFrom = process.env.SENTINAI_LINT === 'whole' ? { project: ['tsconfig.json'] } : { projectService: true };

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.local/**',
      '.nx/**',
      'coverage/**',
      'libs/contracts/src/http/api.types.ts',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: { parserOptions: { ...typesFrom, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          enforceBuildableLibDependency: false,
          depConstraints: Object.entries(layers).map(([sourceTag, onlyDependOnLibsWithTags]) => ({
            sourceTag,
            onlyDependOnLibsWithTags,
          })),
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@sentinai/*/src', '@sentinai/*/src/**', '@sentinai/*/dist', '@sentinai/*/dist/**'],
              message: 'A lib is imported by what its package.json exports.',
            },
          ],
        },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/require-await': 'off',
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 45, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(FunctionDeclaration, ArrowFunctionExpression, :not(MethodDefinition[kind="constructor"]) > FunctionExpression)[params.length>4]',
          message: 'A function takes four parameters at most; group what belongs together.',
        },
        {
          selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>6]',
          message: 'A constructor is given six collaborators at most.',
        },
      ],
      'max-depth': ['error', 3],
      complexity: ['error', 12],
    },
  },
  {
    files: ['**/*.spec.ts', '**/test/**/*.ts', '**/testing/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      // Jest hands the columns of a table to a test as parameters.
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['tools/**/*.ts', 'tools/**/*.mjs'],
    rules: { 'no-console': 'off' },
  },
  prettier,
);
