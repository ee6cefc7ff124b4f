import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { repository } from '../testing/repository-copy.ts';
import { appSettings } from './app-settings.ts';
import { type DeclaredSetting, configurationReference } from './configuration-reference.ts';
import { withSettings } from './readme-settings.ts';

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

describe('the table of a README', () => {
  const README = 'Above.\n<!-- settings -->\nold\n<!-- /settings -->\nBelow.\n';

  it('takes the place between the markers, and leaves the rest', () => {
    const written = withSettings(README, [
      aSetting(),
      aSetting({ env: 'A_URL', default: undefined, secret: true, description: 'One | two.' }),
      aSetting({ env: 'A_FILE', default: undefined, optional: true }),
    ]);

    expect(written.split('\n').filter((line) => line.startsWith('| `'))).toEqual([
      '| `HTTP_PORT` | `9001` | Port. |',
      '| `A_URL` | required | One \\| two. Secret. |',
      '| `A_FILE` | none | Port. |',
    ]);
    expect(written).toMatch(/^Above\.\n<!-- settings -->/);
    expect(written).toMatch(/<!-- \/settings -->\nBelow\.\n$/);
    expect(written).not.toContain('old');
    expect(withSettings(written, [aSetting()])).toBe(withSettings(README, [aSetting()]));
  });

  it.each(['nothing', '<!-- settings --> and no end'])('needs both markers: %s', (readme) => {
    expect(() => withSettings(readme, [])).toThrow('put <!-- settings --> and <!-- /settings --> where');
  });
});

describe('what the apps declare', () => {
  const formatted = async (file: string, text: string): Promise<string> =>
    format(text, { ...(await resolveConfig(file)), parser: 'markdown' });

  it('stands in docs/configuration.md', async () => {
    const file = join(repository, 'docs', 'configuration.md');

    expect(readFileSync(file, 'utf8')).toBe(
      await formatted(file, configurationReference(await appSettings({ compiled: false }))),
    );
  });

  it("stands in each app's README: TLS, SASL and tracing too", async () => {
    for (const { app, settings } of await appSettings({ compiled: false })) {
      const file = join(repository, 'apps', app, 'README.md');
      const readme = readFileSync(file, 'utf8');

      expect(readme).toBe(await formatted(file, withSettings(readme, settings)));
      for (const env of ['DATABASE_TLS', 'KAFKA_TLS', 'KAFKA_SASL_MECHANISM', 'TRACING']) {
        expect(readme).toContain(`| \`${env}\``);
      }
    }
  });

  it('is a duration wherever it is one: no name ends in its unit', async () => {
    const apps = await appSettings({ compiled: false });
    const names = apps
      .flatMap(({ settings }) => settings.filter(({ kind }) => kind === 'duration'))
      .map(({ env }) => env);

    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => /_(MS|SECONDS|MINUTES)$/.test(name))).toEqual([]);
  });
});
