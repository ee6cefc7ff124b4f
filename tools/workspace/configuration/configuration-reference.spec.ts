import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { repository } from '../testing/repository-copy.ts';
import { appSettings } from './app-settings.ts';
import { type DeclaredSetting, configurationReference } from './configuration-reference.ts';

const aSetting = (setting: Partial<DeclaredSetting> = {}): DeclaredSetting => ({
  env: 'HTTP_PORT',
  description: 'Port.',
  example: '9001',
  default: 9001,
  kind: 'integer',
  ...setting,
});

const rowsOf = (...perApp: DeclaredSetting[][]): string[] =>
  configurationReference(perApp.map((settings, index) => ({ app: `app-${index + 1}`, settings })))
    .split('\n')
    .filter((line) => line.startsWith('| `HTTP_PORT`'));

describe('the reference', () => {
  it('says a default once when the apps agree', () => {
    expect(rowsOf([aSetting()], [aSetting()])).toEqual(['| `HTTP_PORT` | Port. | `9001` | all |']);
  });

  it('says whose default it is when they differ', () => {
    expect(rowsOf([aSetting()], [aSetting({ default: 9002 })], [])).toEqual([
      '| `HTTP_PORT` | Port. | `9001` (app-1); `9002` (app-2) | app-1, app-2 |',
    ]);
  });

  it.each([
    ['required', { default: undefined }, 'required, such as `9001`'],
    ['optional', { default: undefined, optional: true }, 'none'],
    ['a duration', { kind: 'duration', default: 10_000 }, '`10s`'],
    ['a short duration', { kind: 'duration', default: 250 }, '`250ms`'],
  ])('writes a setting that is %s', (_what, setting, cell) => {
    expect(rowsOf([aSetting(setting)])).toEqual([`| \`HTTP_PORT\` | Port. | ${cell} | all |`]);
  });

  it('marks secrets', () => {
    expect(rowsOf([aSetting({ secret: true })])[0]).toContain('Port. Secret.');
  });
});

it('docs/configuration.md says what the apps declare', async () => {
  const file = join(repository, 'docs', 'configuration.md');
  const text = configurationReference(await appSettings({ compiled: false }));

  expect(readFileSync(file, 'utf8')).toBe(await format(text, { ...(await resolveConfig(file)), parser: 'markdown' }));
}, 60_000);
