import preset from '../../jest.preset.js';

export default {
  ...preset,
  displayName: 'openapi',
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/**/*.spec.ts'],
};
