/** Runs a command like a user does, in its own process. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { collect } from './collect.ts';

export interface ScriptResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** @param script file name in `tools/cli`, such as `ingest.mjs` */
export async function runScript(
  script: string,
  args: readonly string[],
  { stdin = '', env = {} }: { stdin?: string; env?: Record<string, string> } = {},
): Promise<ScriptResult> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', script), ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  child.stdin.on('error', () => undefined); // a command that fails early does not read all of it
  child.stdin.end(stdin);
  const [stdout, stderr, exitCode] = await Promise.all([textOf(child.stdout), textOf(child.stderr), exited]);
  return { exitCode, stdout, stderr };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  return Buffer.concat(await collect(stream)).toString();
}
