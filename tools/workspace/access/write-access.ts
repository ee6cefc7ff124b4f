/** `npx node tools/workspace/access/write-access.ts`, after a build: regenerates docs/access.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { accessReference } from './access-reference.ts';

const DOCUMENT = join(import.meta.dirname, '..', '..', '..', 'docs', 'access.md');

const text = accessReference();
writeFileSync(DOCUMENT, await format(text, { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' }));
console.log('Wrote docs/access.md.');
