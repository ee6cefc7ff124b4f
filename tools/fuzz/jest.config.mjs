import preset from '../../jest.preset.js';

export default {
  ...preset,
  displayName: 'fuzz',
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/**/*.spec.ts'],
};
