/** The issuer of a local stack's tokens: its identity provider, in whose name `npm run token` signs as well. */
import { existsSync, readFileSync } from 'node:fs';
import { prepareStateDirectory } from '../state-directory.ts';

/** Audience that the services of a local stack expect in a token. */
export const DEVELOPMENT_AUDIENCE = 'sentinai';

/** Preferred port of the provider, assumed when it is not running. */
export const IDENTITY_PORT = 8090;

export const issuerAt = (port: number): string => `http://localhost:${port}`;

/** Returns the issuer of the stack running in this folder, else the issuer on the preferred port. */
export function developmentIssuer(stateDirectory: string): string {
  const { stackFile } = prepareStateDirectory(stateDirectory);
  const stack = existsSync(stackFile) ? (JSON.parse(readFileSync(stackFile, 'utf8')) as { issuer?: string }) : {};
  return stack.issuer ?? issuerAt(IDENTITY_PORT);
}
