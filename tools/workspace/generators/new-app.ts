/** The folder of a new app: what every app has, and the generator's own templates. */
import { join } from 'node:path';
import { type Tree, generateFiles, names, readJson } from '@nx/devkit';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** @throws when the name is taken or invalid */
export function assertNewApp(tree: Tree, name: string): void {
  assertKebabCase(name);
  if (tree.exists(`apps/${name}`)) throw new Error(`App ${name} already exists.`);
}

/** @throws when the name is invalid */
export function assertKebabCase(name: string): void {
  if (!NAME.test(name)) throw new Error(`"${name}" is not a name: write it in kebab-case, such as risk-scoring.`);
}

export interface NewApp {
  /** In kebab-case. */
  name: string;
  port: number;
}

/**
 * @param templates folder with the generator's templates
 * @param facts for the templates, beside the app's names, its port, and `versions` of packages that the libs use
 */
export function writeNewApp(
  tree: Tree,
  { name, port }: NewApp,
  templates: string,
  facts: Readonly<Record<string, unknown>>,
): void {
  const { className, propertyName } = names(name);
  const versions = { ...dependenciesOf(tree, 'libs/service-kit'), ...dependenciesOf(tree, 'libs/messaging') };
  const all = { ...facts, name, port, className, propertyName, versions };
  for (const folder of [join(import.meta.dirname, 'app'), templates]) generateFiles(tree, folder, `apps/${name}`, all);
}

const dependenciesOf = (tree: Tree, project: string): Record<string, string> =>
  readJson<{ dependencies: Record<string, string> }>(tree, `${project}/package.json`).dependencies;
