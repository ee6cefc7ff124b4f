import preset from '../../jest.preset.js';

const integration = process.env.TEST_TIER === 'int';

export default {
  ...preset,
  displayName: 'cli',
  rootDir: import.meta.dirname,
  testMatch: integration ? preset.testMatch : ['<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: integration ? [] : ['<rootDir>/test/'],
};
