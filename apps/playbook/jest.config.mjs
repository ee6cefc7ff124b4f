import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'playbook', rootDir: import.meta.dirname };
