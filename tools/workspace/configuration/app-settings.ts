/** Finds the settings that each app declares in its `src/<app>.config.ts`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AppSettings, DeclaredSetting } from './configuration-reference.ts';

const repository = join(import.meta.dirname, '..', '..', '..');

interface Declared {
  schema: { properties: Record<string, DeclaredSetting>; required?: string[] };
}

/**
 * @param compiled whether to read the build output (`dist`), which plain Node can load, or the sources
 * @throws when an app has no configuration, or one that declares nothing
 */
export async function appSettings({ compiled }: { compiled: boolean }): Promise<AppSettings[]> {
  const apps = readdirSync(join(repository, 'apps')).sort();
  return Promise.all(apps.map(async (app) => ({ app, settings: await settingsOf(app, compiled) })));
}

async function settingsOf(app: string, compiled: boolean): Promise<DeclaredSetting[]> {
  const file = compiled ? join('dist', `${app}.config.js`) : join('src', `${app}.config.ts`);
  const exported = (await import(join(repository, 'apps', app, file))) as Record<string, unknown>;
  const declared = Object.values(exported).find(isDeclared);
  if (!declared) throw new Error(`apps/${app}/${file} exports no configuration`);
  const required = new Set(declared.schema.required);
  return Object.entries(declared.schema.properties).map(([property, setting]) => ({
    ...setting,
    optional: setting.default === undefined && !required.has(property),
  }));
}

const isDeclared = (value: unknown): value is Declared =>
  typeof value === 'object' && value !== null && 'schema' in value;
