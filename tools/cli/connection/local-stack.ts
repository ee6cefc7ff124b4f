/** Addresses of this checkout's local stack: its gateway, and its database and brokers for the commands that need them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultStateDirectory } from '../../local-stack/state-directory.ts';
import { CommandError } from '../run-program.ts';

const DEFAULT_GATEWAY_URL = 'http://localhost:8080';

/** Returns the gateway URL of the last started local stack, else the default address. */
export async function localGatewayUrl(stateDirectory = defaultStateDirectory): Promise<string> {
  const stack = await readState<{ gatewayUrl?: string }>(stateDirectory, 'stack.json', 'give --url');
  return stack.gatewayUrl ?? DEFAULT_GATEWAY_URL;
}

/**
 * Returns the database URL of the running local stack, for one of the services' roles.
 * @throws {CommandError} when the stack is not running
 */
export async function localDatabaseUrl(role: string, stateDirectory = defaultStateDirectory): Promise<string> {
  const remedy = 'set DATABASE_URL';
  const stack = await readState<{ databaseUrl?: string }>(stateDirectory, 'stack.json', remedy);
  const secrets = await readState<{ rolePasswords?: Record<string, string> }>(stateDirectory, 'secrets.json', remedy);
  const password = secrets.rolePasswords?.[role];
  if (!stack.databaseUrl || !password) {
    throw new CommandError(`the local stack is not running: run "npm start" first, or ${remedy}`);
  }
  const url = new URL(stack.databaseUrl);
  url.username = role;
  url.password = password;
  return url.href;
}

/**
 * Returns the brokers of the running local stack, as `host:port`.
 * @throws {CommandError} when the stack is not running
 */
export async function localKafkaBrokers(stateDirectory = defaultStateDirectory): Promise<string[]> {
  const remedy = 'set KAFKA_BROKERS';
  const { kafkaBrokers } = await readState<{ kafkaBrokers?: string }>(stateDirectory, 'stack.json', remedy);
  if (!kafkaBrokers) throw new CommandError(`the local stack is not running: run "npm start" first, or ${remedy}`);
  return kafkaBrokers.split(',');
}

/** Reads a file of the stack's state; an empty object when there is none. */
async function readState<T extends object>(stateDirectory: string, name: string, remedy: string): Promise<Partial<T>> {
  const file = join(stateDirectory, name);
  const text = await readFile(file, 'utf8').catch(() => '{}');
  try {
    return JSON.parse(text) as Partial<T>;
  } catch {
    throw new CommandError(`${file} is not valid JSON: start the local stack again, or ${remedy}`);
  }
}
