/** `node tools/openapi/write-openapi.ts`, after a build: regenerates docs/openapi.json and the client types derived from it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appDocuments, repository } from './app-documents.ts';
import { clientTypes } from './client-types.ts';
import { mergeDocuments } from './merge-documents.ts';

const document = mergeDocuments(await appDocuments({ compiled: true }));
const written = {
  'docs/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  'libs/contracts/src/http/api.types.ts': await clientTypes(document),
};
for (const [file, text] of Object.entries(written)) writeFileSync(join(repository, file), text);
console.log(`Wrote ${Object.keys(written).join(', ')}`);
