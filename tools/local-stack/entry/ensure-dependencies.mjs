/**
 * Installs the npm dependencies when they are missing or older than the manifests. A hash of the manifests they were
 * installed from is kept in `node_modules/.sentinai-stamp`, so that a start with nothing to install takes milliseconds.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} repository root folder of the checkout */
export async function ensureDependencies(repository) {
  const modules = join(repository, 'node_modules');
  const stampFile = join(modules, '.sentinai-stamp');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === dependencyStamp(repository)) return;

  const started = performance.now();
  console.log('Installing npm dependencies (this happens once) ...');
  await runNpm(repository, INSTALL);
  writeFileSync(stampFile, dependencyStamp(repository));
  console.log(`npm dependencies installed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/**
 * Hashes the lock file, every manifest, and the platform, since native packages differ by platform.
 * @param {string} repository
 */
export function dependencyStamp(repository) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const file of manifests(repository)) hash.update(`\n${file}\n`).update(readFileSync(join(repository, file)));
  return hash.digest('hex');
}

function manifests(repository) {
  const projects = ['apps', 'libs'].flatMap((folder) =>
    existsSync(join(repository, folder))
      ? readdirSync(join(repository, folder)).map((project) => join(folder, project, 'package.json'))
      : [],
  );
  return ['package-lock.json', 'package.json', ...projects].filter((file) => existsSync(join(repository, file))).sort();
}

/**
 * Not `npm ci`, which refuses a lock file without the native packages of every platform, and deletes node_modules even
 * when it is only stale. With `--no-save` npm follows the lock file and never writes it.
 */
const INSTALL = ['install', '--no-save', '--loglevel=error', '--no-fund', '--no-audit', '--include=dev'];

function runNpm(repository, args) {
  // Under `npm start` use the same npm that runs us, else the one on the PATH.
  const npmProgram = process.env.npm_execpath;
  const [command, ...prefix] = npmProgram?.endsWith('.js') ? [process.execPath, npmProgram] : ['npm'];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...prefix, ...args], { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', (error) => reject(new Error(`npm could not be run: ${error.message}`)));
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args[0]} failed (${signal ?? `exit code ${code}`}); its messages are above.`));
    });
  });
}
