import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'tool-calling', rootDir: import.meta.dirname };
