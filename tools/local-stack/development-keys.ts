/** The signing key of the stack's tokens, created once per checkout. The identity provider and the gateway publish its public half. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { writeJsonAtomically } from './state-directory.ts';

const ALGORITHM = 'ES256';

/** @returns the path of the file with the public keys (JWKS); the private JWK is beside it as `private.jwk.json` */
export async function ensureDevelopmentKeys(folder: string): Promise<string> {
  const privateFile = join(folder, 'private.jwk.json');
  const publicFile = join(folder, 'jwks.json');
  if (existsSync(privateFile) && existsSync(publicFile)) return publicFile;

  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const purpose = { alg: ALGORITHM, use: 'sig', kid: await calculateJwkThumbprint(publicJwk) };
  writeJsonAtomically(privateFile, { ...(await exportJWK(privateKey)), ...purpose }, 0o600);
  writeJsonAtomically(publicFile, { keys: [{ ...publicJwk, ...purpose }] });
  return publicFile;
}
