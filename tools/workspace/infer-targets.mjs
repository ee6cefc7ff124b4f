/**
 * Nx plugin: every package under `apps/` and `libs/` gets the same targets, so that a project's own
 * `package.json` contains only its specifics (name, tags, dependencies).
 *
 *   build      swc, `src` → `dist`            (cached)
 *   typecheck  tsc over `src` and `test`       (cached)
 *   lint       eslint                          (cached)
 *   test       unit specs beside the code      (cached)
 *   int        `test/*.int.spec.ts`, real PostgreSQL, Kafka and Redis (started by `npm test`)
 *   serve      apps only: build, then run in the foreground
 */
import { dirname } from 'node:path';

const NODE_WITH_ESM_JEST = 'node --experimental-vm-modules --no-warnings node_modules/jest/bin/jest.js';

export const name = 'sentinai-targets';

export const createNodesV2 = ['{apps,libs}/*/package.json', (files) => files.map((file) => [file, nodesFor(file)])];

function nodesFor(file) {
  const root = dirname(file);
  return { projects: { [root]: { root, sourceRoot: `${root}/src`, targets: targetsFor(root) } } };
}

function targetsFor(root) {
  const targets = {
    build: cachedCommand(
      "swc src -d dist --config-file ../../.swcrc --strip-leading-paths --delete-dir-on-start --ignore '**/*.spec.ts' --quiet",
      { cwd: '{projectRoot}', inputs: ['production', '^production'], outputs: ['{projectRoot}/dist'] },
    ),
    typecheck: cachedCommand(`tsc -p ${root}/tsconfig.json`, { inputs: ['default', '^default'] }),
    lint: cachedCommand(`eslint ${root} --max-warnings 0`, {
      inputs: ['default', '^default', '{workspaceRoot}/eslint.config.mjs'],
    }),
    test: cachedCommand(`${NODE_WITH_ESM_JEST} -c ${root}/jest.config.mjs --passWithNoTests --maxWorkers=2`, {
      inputs: ['default', '^default', '{workspaceRoot}/jest.preset.js'],
    }),
    int: command(`${NODE_WITH_ESM_JEST} -c ${root}/jest.config.mjs --passWithNoTests --maxWorkers=1`, {
      env: { TEST_TIER: 'int' },
    }),
  };
  if (root.startsWith('apps/')) {
    targets.serve = {
      ...command(`node --enable-source-maps ${root}/dist/main.js`),
      dependsOn: ['build', '^build'],
      continuous: true,
    };
  }
  return targets;
}

function command(line, options = {}) {
  return { executor: 'nx:run-commands', options: { command: line, cwd: '{workspaceRoot}', ...options } };
}

function cachedCommand(line, { inputs, outputs = [], ...options }) {
  return { ...command(line, options), cache: true, inputs, outputs };
}
