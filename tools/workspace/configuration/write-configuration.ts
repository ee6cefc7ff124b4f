/** `npx node tools/workspace/configuration/write-configuration.ts`, after a build: writes docs/configuration.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { appSettings } from './app-settings.ts';
import { configurationReference } from './configuration-reference.ts';

const DOCUMENT = join(import.meta.dirname, '..', '..', '..', 'docs', 'configuration.md');

const text = configurationReference(await appSettings({ compiled: true }));
writeFileSync(DOCUMENT, await format(text, { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' }));
console.log('docs/configuration.md is written.');
