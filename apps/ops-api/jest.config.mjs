import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'ops-api', rootDir: import.meta.dirname };
