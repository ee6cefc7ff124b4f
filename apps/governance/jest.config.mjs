import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'governance', rootDir: import.meta.dirname };
