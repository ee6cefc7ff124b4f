/**
 * `npx node tools/workspace/configuration/write-configuration.ts`, after a build: regenerates docs/configuration.md and the table of settings in
 * each app's README.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { appSettings } from './app-settings.ts';
import { configurationReference } from './configuration-reference.ts';
import { withSettings } from './readme-settings.ts';

const repository = join(import.meta.dirname, '..', '..', '..');

async function write(path: string, text: string): Promise<void> {
  const file = join(repository, path);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: 'markdown' }));
  console.log(`Wrote ${path}.`);
}

const apps = await appSettings({ compiled: true });
await write(join('docs', 'configuration.md'), configurationReference(apps));
for (const { app, settings } of apps) {
  const readme = join('apps', app, 'README.md');
  await write(readme, withSettings(readFileSync(join(repository, readme), 'utf8'), settings));
}
