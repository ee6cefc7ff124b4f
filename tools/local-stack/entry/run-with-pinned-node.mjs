/**
 * Runs one of the stack's TypeScript programs with the Node version pinned by the `node` package, whatever version the
 * machine has. The program's exit code becomes ours, signals are forwarded, and it never outlives this process.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './ensure-dependencies.mjs';

const OLDEST_NODE = 20;
const PARENT_CHECK_MS = 500;
const stackDirectory = dirname(dirname(fileURLToPath(import.meta.url)));
const repository = dirname(dirname(stackDirectory));

/**
 * @param {string} program file name inside tools/local-stack
 * @param {string[]} leadingArgs arguments placed before those of the command line
 */
export async function runWithPinnedNode(program, leadingArgs = []) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) {
    fail(
      `Node ${OLDEST_NODE} or newer is needed, but this is ${process.versions.node}. Get it from https://nodejs.org.`,
    );
  }
  await ensureDependencies(repository).catch((error) => fail(error.message));

  const pinnedNode = join(repository, 'node_modules', '.bin', 'node');
  if (!existsSync(pinnedNode)) {
    fail(
      'The `node` package is incomplete: install scripts seem to be disabled. Run `npm install --ignore-scripts=false`.',
    );
  }
  const flags = ['--disable-warning=ExperimentalWarning', '--enable-source-maps', '--use-env-proxy'];
  const child = spawn(pinnedNode, [...flags, join(stackDirectory, program), ...leadingArgs, ...process.argv.slice(2)], {
    cwd: repository,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  passSignalsTo(child);
  endWithNpm(child);
  child.on('error', (error) => fail(`Could not run ${pinnedNode}: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal) process.removeAllListeners(signal);
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

/** The program shuts down by itself; this process only must not exit before it. */
function passSignalsTo(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
}

/** A killed npm cannot forward a signal, so we poll for its disappearance. It is our parent, since its shell execs us. */
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  setInterval(() => process.ppid !== npm && child.kill('SIGTERM'), PARENT_CHECK_MS).unref();
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
