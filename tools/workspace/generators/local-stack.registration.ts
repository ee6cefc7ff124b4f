/** Registers an app in the local stack: its name and its port. */
import type { Tree } from '@nx/devkit';
import { addToArray, read } from './source-edit.ts';

const APPS_FILE = 'tools/local-stack/app-environment.ts';
/** Lower ports belong to the platform's own services. */
const FIRST_PORT = 9020;

export interface StackApp {
  name: string;
  /** Whether it serves people's requests. */
  checksTokens: boolean;
}

/** Returns the lowest port from 9020 that no app uses. */
export function nextFreePort(tree: Tree): number {
  const taken = [...read(tree, APPS_FILE).matchAll(/preferredPort: (\d+)/g)].map(([, port]) => Number(port));
  let port = FIRST_PORT;
  while (taken.includes(port)) port += 1;
  return port;
}

export function registerInLocalStack(tree: Tree, { name, checksTokens }: StackApp, port: number): void {
  const entry = `{ name: '${name}', preferredPort: ${port}, checksTokens: ${checksTokens}, usesRedis: false }`;
  addToArray(tree, APPS_FILE, 'const APPS: AppDefinition[] = [', entry);
}
