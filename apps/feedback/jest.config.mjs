import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'feedback', rootDir: import.meta.dirname };
