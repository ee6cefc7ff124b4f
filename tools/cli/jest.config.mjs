import preset from '../../jest.preset.js';

const [[sources, [compiler, options]]] = Object.entries(preset.transform);

export default {
  ...preset,
  displayName: 'cli',
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/**/*.spec.ts'],
  // The workspace's .swcrc rewrites `.ts` imports to `.js`, which is for builds: Jest runs the sources.
  transform: { [sources]: [compiler, { ...options, swcrc: false }] },
};
