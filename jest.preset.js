/**
 * Jest for every project. Two tiers share it, chosen by TEST_TIER:
 *   unit (default)  src/**\/*.spec.ts        functions, no services
 *   int             test/**\/*.int.spec.ts   real PostgreSQL, Kafka and Redis, named by the environment
 */
const integration = process.env.TEST_TIER === 'int';
export default {
  testMatch: integration ? ['<rootDir>/test/**/*.int.spec.ts'] : ['<rootDir>/src/**/*.spec.ts'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@sentinai/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        // The .swcrc of the builds rewrites `.ts` imports to `.js`; Jest runs the sources.
        swcrc: false,
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // For what never ends. A slow machine that is busy with other things takes minutes for what takes seconds elsewhere.
  testTimeout: 300_000,
};
