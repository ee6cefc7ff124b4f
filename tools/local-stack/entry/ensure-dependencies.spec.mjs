import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dependencyStamp } from './ensure-dependencies.mjs';

describe('dependencyStamp', () => {
  const repository = mkdtempSync(join(tmpdir(), 'stamp-'));
  const write = (file, content) => {
    mkdirSync(join(repository, file, '..'), { recursive: true });
    writeFileSync(join(repository, file), content);
  };
  beforeEach(() => {
    write('package.json', '{}');
    write('package-lock.json', '{}');
    write('libs/domain/package.json', '{}');
  });
  afterAll(() => rmSync(repository, { recursive: true }));

  it('stays while no manifest changes', () => {
    const before = dependencyStamp(repository);

    write('libs/domain/src/index.ts', 'export {};');

    expect(dependencyStamp(repository)).toBe(before);
  });

  it.each(['package.json', 'package-lock.json', 'libs/domain/package.json', 'apps/intake/package.json'])(
    'changes with %s',
    (file) => {
      const before = dependencyStamp(repository);

      write(file, '{"version":"2"}');

      expect(dependencyStamp(repository)).not.toBe(before);
    },
  );
});
