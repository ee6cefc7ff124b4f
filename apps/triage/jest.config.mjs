import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'triage', rootDir: import.meta.dirname };
