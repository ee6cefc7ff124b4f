/** Registers an API in contracts and tools: its permissions, its route at the gateway, and the inputs with which tests call it. */
import { type Tree, generateFiles } from '@nx/devkit';
import { addLineAfter, addLineInOrder, addToObject, read } from '../source-edit.ts';

const ACCESS = 'libs/contracts/src/access.ts';
const DOCUMENT = 'docs/openapi.json';
const GATEWAY = 'tools/local-stack/gateway/routes.ts';
const INPUTS = 'tools/e2e/routes';

/** @throws when the path or its permissions are taken */
export function assertNewRoute(tree: Tree, plural: string): void {
  const path = `/api/${plural}`;
  const taken = [DOCUMENT, GATEWAY].find((file) => new RegExp(`["']${path}["'/]`).test(read(tree, file)));
  if (taken !== undefined) throw new Error(`The path ${path} is taken: ${taken} has it.`);
  if (read(tree, ACCESS).includes(`'${plural}.`)) throw new Error(`${ACCESS} has permissions for ${plural} already.`);
}

/** Adds `<plural>.read` and `<plural>.write`. */
export function registerPermissions(tree: Tree, plural: string, words: string): void {
  const opening = 'export const PERMISSIONS = {';
  addToObject(tree, ACCESS, opening, `'${plural}.read': { role: 'viewer', allows: 'Read ${words}' }`);
  addToObject(tree, ACCESS, opening, `'${plural}.write': { role: 'operator', allows: 'Create ${words}' }`);
}

/** Adds the route before those that take all of `/api`. */
export function registerRoute(tree: Tree, app: string, plural: string): void {
  const route = `  { methods: 'any', path: '/api/${plural}', app: '${app}' },`;
  addLineAfter(tree, GATEWAY, /^ {2}\{ methods: .*, path: '\/api\/[^']+', app: /, route);
}

/** @param templates folder with the template of the inputs */
export function registerInputs(tree: Tree, app: string, plural: string, templates: string): void {
  const table = `${app.replaceAll('-', '_').toUpperCase()}_INPUTS`;
  generateFiles(tree, templates, INPUTS, { app, plural, table });
  const file = `${INPUTS}/route-inputs.ts`;
  addLineInOrder(tree, file, /^import \{ \w+_INPUTS \} from '/, `import { ${table} } from './${app}.inputs.ts';`);
  const key = app.includes('-') ? `'${app}'` : app;
  addToObject(tree, file, 'export const INPUTS: Readonly<Record<string, RouteInputs>> = {', `${key}: ${table}`);
}
