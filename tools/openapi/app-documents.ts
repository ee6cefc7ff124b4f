/** Generates the OpenAPI documents of all apps from their modules, without starting anything. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { previewOpenApiDocument } from '@sentinai/service-kit';
import type { AppDocument } from './merge-documents.ts';
import type { OpenApiDocument } from './openapi-document.ts';

export const repository = join(import.meta.dirname, '..', '..');

/**
 * @param compiled whether to read the build output (`dist`), which plain Node can load, or the sources
 * @throws when an app does not export its module from `<app>.module.ts`
 */
export async function appDocuments({ compiled }: { compiled: boolean }): Promise<AppDocument[]> {
  const documents: AppDocument[] = [];
  for (const app of readdirSync(join(repository, 'apps')).sort()) {
    const document = (await previewOpenApiDocument(await moduleOf(app, compiled), app)) as unknown as OpenApiDocument;
    documents.push({ app, document });
  }
  return documents;
}

async function moduleOf(app: string, compiled: boolean): Promise<Type> {
  const file = compiled ? join('dist', `${app}.module.js`) : join('src', `${app}.module.ts`);
  const exported = (await import(join(repository, 'apps', app, file))) as Record<string, unknown>;
  const module = Object.values(exported).find((value): value is Type => typeof value === 'function');
  if (!module) throw new Error(`apps/${app}/${file} exports no module`);
  return module;
}
