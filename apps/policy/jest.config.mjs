import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'policy', rootDir: import.meta.dirname };
