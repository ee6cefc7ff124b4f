import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'tool', rootDir: import.meta.dirname };
