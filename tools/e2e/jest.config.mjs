import preset from '../../jest.preset.js';

/** Whole stacks of real processes, one suite at a time; `npm test` runs two. It builds first, see README.md. */
export default {
  ...preset,
  displayName: 'e2e',
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/**/*.e2e.spec.ts'],
  // Of a slow machine that is busy with other things.
  testTimeout: 600_000,
  maxWorkers: 1,
};
