/** Registers a worker in the local stack: the app and its port. */
import type { Tree } from '@nx/devkit';
import { addToArray, read } from '../source-edit.ts';
import type { NewWorker } from './worker.registration.ts';

const APPS_FILE = 'tools/local-stack/app-environment.ts';
/** Lower ports belong to the platform's own services. */
const FIRST_PORT = 9020;

/** Returns the lowest port from 9020 that no app uses. */
export function nextFreePort(tree: Tree): number {
  const taken = [...read(tree, APPS_FILE).matchAll(/preferredPort: (\d+)/g)].map(([, port]) => Number(port));
  let port = FIRST_PORT;
  while (taken.includes(port)) port += 1;
  return port;
}

export function registerInLocalStack(tree: Tree, { name }: NewWorker, port: number): void {
  const entry = `{ name: '${name}', preferredPort: ${port}, checksTokens: false, usesRedis: false }`;
  addToArray(tree, APPS_FILE, 'const APPS: AppDefinition[] = [', entry);
}
