import preset from '../../jest.preset.js';

export default {
  ...preset,
  displayName: 'workspace',
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/**/*.spec.ts'],
  // Its specs run whole tools (Nx, ESLint, TypeScript) as processes of their own.
  maxWorkers: 1,
};
