import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'sla-monitor', rootDir: import.meta.dirname };
