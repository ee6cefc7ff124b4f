/** Schemathesis, an API fuzzer in Python: gets it, and says what it is to do. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenApiDocument, Operation } from '../openapi/openapi-document.ts';
import { routesOf } from '../openapi/openapi-document.ts';
import { SetupError } from '../local-stack/setup-error.ts';
import { cacheDirectory } from '../local-stack/state-directory.ts';

const VERSION = '4.32.5';

/** What an answer may not be. That a strange request is refused is not asked: readers of JSON are lenient where it does no harm. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

export interface Assignment {
  /** Where the API answers. */
  url: string;
  token: string;
  document: OpenApiDocument;
  /** Values that lead somewhere, by the parameter's name in path and query. */
  parameters: Readonly<Record<string, string>>;
  /** Requests for each route and way of making them. */
  examples: number;
  seed: number;
  /** For what it is told by files. */
  folder: string;
}

/**
 * Makes a virtual environment in the cache folder when there is none yet.
 * @returns its program
 * @throws SetupError without Python, or when the package cannot be had
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

/** @returns its exit code: 0 when it found nothing */
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

/** Python knows no classes of Unicode: without the pattern it makes any text, most of which is refused. */
const readablePatterns = (key: string, value: unknown): unknown =>
  key === 'pattern' && typeof value === 'string' && value.includes('\\p{') ? undefined : value;

/** Bodies in other languages it cannot write. */
function jsonOnly(document: OpenApiDocument): OpenApiDocument {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const { path, method, operation } of routesOf(document)) {
    const json = operation.requestBody?.content?.['application/json'];
    const requestBody = json && { ...operation.requestBody, content: { 'application/json': json } };
    (paths[path] ??= {})[method.toLowerCase()] = { ...operation, ...(requestBody && { requestBody }) };
  }
  return { ...document, paths };
}
