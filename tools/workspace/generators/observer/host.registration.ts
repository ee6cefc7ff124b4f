/** Registers an observer in the module of an existing app. */
import { type Tree, names } from '@nx/devkit';
import { addLineAfter, addToArray, read } from '../source-edit.ts';

const moduleFile = (app: string): string => `apps/${app}/src/${app}.module.ts`;

/**
 * @param name of the observer
 * @throws when the app cannot host an observer, or has files of that name
 */
export function assertHost(tree: Tree, app: string, name: string): void {
  if (!tree.exists(moduleFile(app))) throw new Error(`There is no app ${app}.`);
  if (!read(tree, moduleFile(app)).includes('WorkerModule')) {
    throw new Error(`App ${app} hosts neither agents nor observers: its module does not import the WorkerModule.`);
  }
  const taken = [`apps/${app}/src/${name}`, `apps/${app}/test/${name}.int.spec.ts`].find((path) => tree.exists(path));
  if (taken !== undefined) throw new Error(`${taken} already exists.`);
}

export function registerInHost(tree: Tree, app: string, name: string): void {
  const module = `${names(name).className}Module`;
  addLineAfter(tree, moduleFile(app), / from '.+';$/, `import { ${module} } from './${name}/${name}.module.ts';`);
  addToArray(tree, moduleFile(app), 'imports: [', module);
}
