/** Breaks each of the repository's lint rules on purpose, in a copy, and checks that ESLint reports it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { RepositoryCopy, repository } from '../testing/repository-copy.ts';

interface Breach {
  file: string;
  source: string;
  /** Rules that must report an error. */
  rules: string[];
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const BREACHES: Record<string, Breach> = {
  'an app that imports another app': {
    file: 'apps/triage/src/guard-app.ts',
    source: "export { PolicyModule } from '../../policy/src/policy.module.ts';",
    rules: ['@nx/enforce-module-boundaries'],
  },
  'domain that imports persistence': {
    file: 'libs/domain/src/guard-domain.ts',
    source: "export { TenantRepository } from '@sentinai/persistence';",
    rules: ['@nx/enforce-module-boundaries'],
  },
  'contracts that import domain': {
    file: 'libs/contracts/src/guard-contracts.ts',
    source: "export { stageOf } from '@sentinai/domain';",
    rules: ['@nx/enforce-module-boundaries'],
  },
  'an agent that imports persistence': {
    file: 'libs/agents/src/guard-agents.ts',
    source: "export { TenantRepository } from '@sentinai/persistence';",
    rules: ['@nx/enforce-module-boundaries'],
  },
  'a deep import into a lib': {
    file: 'apps/triage/src/guard-deep.ts',
    source: "export { TOPICS } from '@sentinai/contracts/src/topics.ts';",
    rules: ['no-restricted-imports'],
  },
  'a floating promise': {
    file: 'libs/contracts/src/guard-promise.ts',
    source: 'Promise.resolve(1);',
    rules: ['@typescript-eslint/no-floating-promises'],
  },
  'a switch that forgets a case': {
    file: 'libs/contracts/src/guard-switch.ts',
    source: `export function rank(severity: 'low' | 'high'): number {
      switch (severity) { case 'low': return 1; }
      return 0;
    }`,
    rules: ['@typescript-eslint/switch-exhaustiveness-check'],
  },
  any: {
    file: 'libs/contracts/src/guard-any.ts',
    source: 'export const anything = (value: any): string => typeof value;',
    rules: ['@typescript-eslint/no-explicit-any'],
  },
  'a file of 301 lines': {
    file: 'libs/contracts/src/guard-file.ts',
    source: lines(301, (index) => `export const line${index} = ${index};`),
    rules: ['max-lines'],
  },
  'a function of 46 lines': {
    file: 'libs/contracts/src/guard-function.ts',
    source: `export function long(write: (line: number) => void): void {\n${lines(44, (index) => `write(${index});`)}\n}`,
    rules: ['max-lines-per-function'],
  },
  'five parameters': {
    file: 'libs/contracts/src/guard-parameters.ts',
    source: 'export const sum = (a: number, b: number, c: number, d: number, e: number) => a + b + c + d + e;',
    rules: ['no-restricted-syntax'],
  },
  'the console': {
    file: 'libs/contracts/src/guard-console.ts',
    source: "console.log('here');",
    rules: ['no-console'],
  },
};

const PERMITTED = {
  'apps/triage/src/guard-permitted.ts': `import { TOPICS } from '@sentinai/contracts';
    import { createTestDatabase } from '@sentinai/persistence/testing';
    export const permitted = [TOPICS, createTestDatabase];`,
  'libs/domain/src/guard-permitted.ts': "export { TOPICS } from '@sentinai/contracts';",
  'libs/contracts/src/guard-limits.ts': [
    `export function fits(write: (line: number) => void): void {\n${lines(43, (index) => `write(${index});`)}\n}`,
    lines(255, (index) => `export const line${index} = ${index};`),
  ].join('\n'),
};

describe('the lint', () => {
  const copy = new RepositoryCopy();
  let spoken: Map<string, string[]>;

  beforeAll(async () => {
    // Without Nx's project graph, its boundary rule would report nothing.
    await copy.run('nx', ['show', 'projects']);
    for (const { file, source } of Object.values(BREACHES)) copy.write(file, `${source}\n`);
    for (const [file, source] of Object.entries(PERMITTED)) copy.write(file, `${source}\n`);
    const files = [...Object.values(BREACHES).map(({ file }) => file), ...Object.keys(PERMITTED)];
    spoken = rulesByFile((await copy.run('eslint', ['--format', 'json', ...files])).stdout, copy.root);
  });
  afterAll(() => copy.remove());

  it.each(Object.entries(BREACHES))('refuses %s', (_what, { file, rules }) => {
    expect(spoken.get(file)).toEqual(expect.arrayContaining(rules));
  });

  it.each(Object.keys(PERMITTED))('lets pass what is permitted in %s', (file) => {
    expect(spoken.get(file)).toEqual([]);
  });

  it.each(readdirSync(join(repository, 'apps')))('has nothing to look for in an import of "@sentinai/%s"', (app) => {
    const manifest = JSON.parse(readFileSync(join(repository, 'apps', app, 'package.json'), 'utf8')) as object;

    expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(exports|main)$/)]));
  });
});

function rulesByFile(json: string, root: string): Map<string, string[]> {
  const results = JSON.parse(json) as { filePath: string; messages: { ruleId: string | null; message: string }[] }[];
  return new Map(
    results.map(({ filePath, messages }) => [
      relative(root, filePath),
      messages.map(({ ruleId, message }) => ruleId ?? message),
    ]),
  );
}
