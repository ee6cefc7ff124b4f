/** Installs and runs Schemathesis, an API fuzzer in Python. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenApiDocument, Operation } from '../openapi/openapi-document.ts';
import { routesOf } from '../openapi/openapi-document.ts';
import { SetupError } from '../local-stack/setup-error.ts';
import { cacheDirectory } from '../local-stack/state-directory.ts';

const VERSION = '4.32.5';

/** Checks of a response. Invalid requests need not be refused: JSON parsers are lenient where it does no harm. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

export interface Assignment {
  /** Base URL of the API. */
  url: string;
  token: string;
  document: OpenApiDocument;
  /** Values of existing resources, by the parameter's name in path and query. */
  parameters: Readonly<Record<string, string>>;
  /** Requests per route and generation method. */
  examples: number;
  seed: number;
  /** Folder for its input files. */
  folder: string;
}

/**
 * Creates a virtual environment in the cache folder if there is none.
 * @returns the path of its program
 * @throws SetupError without Python, or when the package cannot be installed
 */
export function installSchemathesis(): string {
  const folder = join(cacheDirectory(), `schemathesis-${VERSION}`);
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);
  if (python === undefined)
    throw new SetupError('npm run fuzz needs Python 3.10 or newer. npm test fuzzes without it.');
  const failed = [
    [python, '-m', 'venv', folder],
    [join(folder, 'bin', 'pip'), 'install', '--quiet', `schemathesis==${VERSION}`],
  ].find(
    ([command = '', ...args]) => spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0,
  );
  if (failed) throw new SetupError(`Schemathesis cannot be installed: "${failed.join(' ')}" failed.`);
  return program;
}

/** @returns the exit code: 0 when no fault was found */
export function runSchemathesis(program: string, assignment: Assignment): Promise<number> {
  const { url, token, document, parameters, examples, seed, folder } = assignment;
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(jsonOnly(document), readablePatterns));
  writeFileSync(join(folder, 'schemathesis.toml'), configuration(parameters));
  const args = ['run', file, '--url', url, '--header', `Authorization: Bearer ${token}`, '--checks', CHECKS.join(',')];
  args.push('--phases', 'examples,coverage,fuzzing', '--max-examples', String(examples), '--seed', String(seed));
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function configuration(parameters: Assignment['parameters']): string {
  const lines = Object.entries(parameters).flatMap(([name, value]) =>
    ['path', 'query'].map((place) => `"${place}.${name}" = ${JSON.stringify(value)}`),
  );
  return ['[parameters]', ...lines, ''].join('\n');
}

/** Drops patterns with Unicode classes, which Python does not support. It then generates any text, most of which is refused. */
const readablePatterns = (key: string, value: unknown): unknown =>
  key === 'pattern' && typeof value === 'string' && value.includes('\\p{') ? undefined : value;

/** Removes body types other than JSON, which Schemathesis cannot generate. */
function jsonOnly(document: OpenApiDocument): OpenApiDocument {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const { path, method, operation } of routesOf(document)) {
    const json = operation.requestBody?.content?.['application/json'];
    const requestBody = json && { ...operation.requestBody, content: { 'application/json': json } };
    (paths[path] ??= {})[method.toLowerCase()] = { ...operation, ...(requestBody && { requestBody }) };
  }
  return { ...document, paths };
}
