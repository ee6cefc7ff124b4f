/**
 * Runs a command written in TypeScript. Node strips types from version 24 on. Under an older Node (a command
 * called without `npm run`) the pinned Node of the `node` package runs the same command line again.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const FIRST_NODE_WITH_TYPES = 24;

/** @param {string} module path of a module that exports `run(args): Promise<exit code>`, relative to this file */
export async function runCommand(module) {
  if (Number(process.versions.node.split('.')[0]) < FIRST_NODE_WITH_TYPES) {
    process.exitCode = await runAgainWithPinnedNode();
    return;
  }
  try {
    const { run } = await import(new URL(module, import.meta.url).href);
    process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error(`error: ${error.message}\n${remedyFor(error.message)}`);
    process.exitCode = 1;
  }
}

/** The workspace's own libraries are always linked, but not always built. */
function remedyFor(message) {
  return /[/\\]dist[/\\]/.test(message) && message.includes('@sentinai')
    ? 'The libraries are not built: run "npm start" once, or "npx nx run-many -t build".'
    : 'A dependency is missing: run "npm install" first.';
}

function runAgainWithPinnedNode() {
  const pinnedNode = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, process.argv.slice(1), { stdio: 'inherit' });
    process.on('SIGINT', () => {}); // the terminal also sends it to the child, whose exit code counts
    child.on('exit', (code) => resolve(code ?? 1));
    child.on('error', (error) => {
      console.error(
        `error: Node ${FIRST_NODE_WITH_TYPES} or newer is needed (${error.message}): run "npm install" first.`,
      );
      resolve(1);
    });
  });
}
