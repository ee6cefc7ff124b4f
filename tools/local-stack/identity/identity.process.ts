/** The identity provider as a process of the stack. */
import { join } from 'node:path';
import { ensureDevelopmentKeys } from '../development-keys.ts';
import { answersOk } from '../network.ts';
import type { SupervisedProcess } from '../process/supervised-process.ts';
import type { StackSession } from '../stack-session.ts';
import { compileCache, repository } from '../state-directory.ts';
import { ensureDevelopmentIdentities } from './development-identities.ts';
import { IDENTITY_PORT, issuerAt } from './development-issuer.ts';

const STOP_TIMEOUT_MS = 5_000;

/** Publishes its address as the stack's `issuer`. */
export async function startIdentityProvider(session: StackSession): Promise<SupervisedProcess> {
  const { keys, identityFile, logs } = session.paths;
  await ensureDevelopmentKeys(keys);
  ensureDevelopmentIdentities(identityFile);
  const port = await session.choosePort('identity', IDENTITY_PORT);
  const issuer = issuerAt(port);
  session.publish({ issuer });
  return session.processes.supervise({
    name: 'identity',
    stage: 'application',
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'main.ts')],
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: compileCache(),
      IDENTITY_ISSUER: issuer,
      IDENTITY_FILE: identityFile,
      IDENTITY_SIGNING_KEY_FILE: join(keys, 'private.jwk.json'),
    },
    cwd: repository,
    logFile: join(logs, 'identity.log'),
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: STOP_TIMEOUT_MS,
    isReady: () => answersOk(`${issuer}/.well-known/openid-configuration`),
  });
}
