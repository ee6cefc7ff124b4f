/** Who signs the tokens of a local stack: its identity provider, and `npm run token` in that one's name. */
import { existsSync, readFileSync } from 'node:fs';
import { prepareStateDirectory } from '../state-directory.ts';

/** What the services of a local stack expect in a token. */
export const DEVELOPMENT_AUDIENCE = 'sentinai';

/** Where the provider is looked for when it does not run. */
export const IDENTITY_PORT = 8090;

export const issuerAt = (port: number): string => `http://localhost:${port}`;

/** The issuer of the stack that runs from this folder, else of one that gets the port it prefers. */
export function developmentIssuer(stateDirectory: string): string {
  const { stackFile } = prepareStateDirectory(stateDirectory);
  const stack = existsSync(stackFile) ? (JSON.parse(readFileSync(stackFile, 'utf8')) as { issuer?: string }) : {};
  return stack.issuer ?? issuerAt(IDENTITY_PORT);
}
