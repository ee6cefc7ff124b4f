/** Writes the table of an app's settings into its README, between two markers. Pure. */
import { type DeclaredSetting, defaultCell, escaped } from './configuration-reference.ts';

const BEGIN = '<!-- settings -->';
const END = '<!-- /settings -->';

const NOTE =
  'Generated from `src/*.config.ts`: `npx nx run-many -t build && npx node tools/workspace/configuration/write-configuration.ts`.';

/**
 * Returns the README with the table of these settings, unformatted.
 * @throws when a marker is missing
 */
export function withSettings(readme: string, settings: readonly DeclaredSetting[]): string {
  const [before, rest] = cut(readme, BEGIN);
  const [, after] = cut(rest, END);
  const rows = settings.map((setting) => `| \`${setting.env}\` | ${defaultCell(setting)} | ${meaningOf(setting)} |`);
  const table = ['| setting | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
  return `${before}${BEGIN}\n\n${table}\n\n${NOTE}\n\n${END}${after}`;
}

function cut(text: string, marker: string): [string, string] {
  const at = text.indexOf(marker);
  if (at < 0) throw new Error(`has no ${marker}: put ${BEGIN} and ${END} where the settings belong`);
  return [text.slice(0, at), text.slice(at + marker.length)];
}

const meaningOf = ({ description, secret }: DeclaredSetting): string =>
  escaped(secret ? `${description} Secret.` : description);
