import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { repository } from '../testing/repository-copy.ts';
import { accessReference } from './access-reference.ts';

it('docs/access.md matches PERMISSIONS', async () => {
  const file = join(repository, 'docs', 'access.md');

  expect(readFileSync(file, 'utf8')).toBe(
    await format(accessReference(), { ...(await resolveConfig(file)), parser: 'markdown' }),
  );
});
