import { describe, expect, it } from '@jest/globals';
import { stripVTControlCharacters } from 'node:util';
import { runScript } from './testing/run-script.ts';
import { plainTable } from './table.ts';

describe('output', () => {
  it.each<Record<string, string>>([{}, { FORCE_COLOR: '1' }, { NO_COLOR: '1' }, { FORCE_COLOR: '0' }])(
    'of a command has no colours with %j',
    async (env) => {
      const { exitCode, stdout, stderr } = await runScript('users.mjs', [], { env });

      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout).toContain('password or secret');
      expect(stdout).toBe(stripVTControlCharacters(stdout));
    },
  );

  it('of a table has no colours', () => {
    const table = plainTable(['a', 'b'], { compact: true });
    table.push(['1', '2']);

    expect(table.toString()).toBe(stripVTControlCharacters(table.toString()));
  });
});
