import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'intake', rootDir: import.meta.dirname };
