import preset from '../../jest.preset.js';

/** Whole stacks of real processes; one suite at a time. `npm test -- --only e2e` builds first. */
export default {
  ...preset,
  displayName: 'e2e',
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/**/*.e2e.spec.ts'],
  testTimeout: 180_000,
  maxWorkers: 1,
};
