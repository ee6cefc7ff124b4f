import preset from '../../jest.preset.js';

/** Complete stacks of real processes, one suite at a time; `npm test` builds first and runs two at a time, see README.md. */
export default {
  ...preset,
  displayName: 'e2e',
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/**/*.e2e.spec.ts'],
  // Sized for a slow, busy machine.
  testTimeout: 600_000,
  maxWorkers: 1,
};
