/** Generates docs/configuration.md from the settings that the apps declare. Pure. */

/** A declared setting: a TypeBox schema with the service kit's keywords. */
export interface DeclaredSetting {
  env: string;
  description: string;
  example: string;
  default?: string | number | boolean | string[];
  kind: string;
  secret?: boolean;
  /** Whether the setting may be absent although it has no default. */
  optional?: boolean;
}

/** The settings of one app, in declaration order. */
export interface AppSettings {
  app: string;
  settings: DeclaredSetting[];
}

/** Descriptions of defaults that are computed at start. */
const COMPUTED_DEFAULTS: Record<string, string> = { INSTANCE_ID: 'host name and process id' };

const PREAMBLE = `# Configuration

Every app reads its settings from the environment once, at start. If a setting is missing or invalid, the app exits and names all
faults at once. Durations are written as \`250ms\`, \`30s\`, \`5m\`, \`48h\`, \`7d\`, or plain milliseconds; lists are separated by commas.
A setting without a default is required. A secret is never printed.

This table and the one in each app's README are generated from the apps' own definitions (\`apps/*/src/*.config.ts\`); a test fails when they
differ. To regenerate them, run
\`npx nx run-many -t build && npx node tools/workspace/configuration/write-configuration.ts\`.
`;

const JOBS = `## Jobs

| variable | meaning | default | used by |
| --- | --- | --- | --- |
| \`DATABASE_URL\` | the **owner's** connection, which may create roles (secret) | required | \`libs/persistence/dist/migrate.js\`, \`libs/persistence/dist/maintain.js\` |
| \`SENTINAI_ROLE_PASSWORDS\` | JSON object, role → password; sets these roles' passwords (secret) | none: passwords stay | \`libs/persistence/dist/migrate.js\` |
| \`EVENT_RETENTION\` | how long the event log keeps an event; at least 2d, and no shorter than INBOX_RETENTION | 400d | \`libs/persistence/dist/maintain.js\` |
| \`EXCEPTION_RETENTION\` | how long a finished exception is kept when neither its tenant nor its policy pack sets a retention | 3650d | \`libs/persistence/dist/maintain.js\` |
| \`INBOX_RETENTION\` | how long a consumer remembers processed events; must exceed Kafka's retention | 30d | \`libs/persistence/dist/maintain.js\` |
| \`INGEST_KEY_RETENTION\` | how long intake recognizes a repeated item or Idempotency-Key | 30d | \`libs/persistence/dist/maintain.js\` |
| \`DEAD_LETTER_RETENTION\` | how long a closed dead letter is kept; an open one is never deleted | 90d | \`libs/persistence/dist/maintain.js\` |
| \`MEASUREMENT_RETENTION\` | how long the workers' hourly measurements are kept; those by the minute at most 7 days | 90d | \`libs/persistence/dist/maintain.js\` |
| \`KAFKA_BROKERS\` | bootstrap brokers | required | \`libs/messaging/dist/create-topics.js\` |
| \`DATABASE_TLS…\`, \`KAFKA_TLS…\`, \`KAFKA_SASL…\` | as for the apps | as for the apps | all |
| \`KAFKA_PARTITIONS\` | partitions of each topic | 4 | \`libs/messaging/dist/create-topics.js\` |
| \`KAFKA_REPLICATION_FACTOR\` | copies of each partition; -1: the brokers' own default | -1 | \`libs/messaging/dist/create-topics.js\` |

The local stack has [its own settings](../tools/local-stack/README.md#settings).
`;

/** Returns the whole document, unformatted. */
export function configurationReference(apps: readonly AppSettings[]): string {
  const rows = [...groupByVariable(apps)].map(([env, uses]) => row(env, uses, apps.length));
  const table = ['| variable | meaning | default | used by |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return `${PREAMBLE}\n## Apps\n\n${table}\n\n${JOBS}`;
}

interface Use {
  app: string;
  setting: DeclaredSetting;
}

function groupByVariable(apps: readonly AppSettings[]): Map<string, Use[]> {
  const uses = apps.flatMap(({ app, settings }) => settings.map((setting) => ({ app, setting })));
  return Map.groupBy(uses, ({ setting }) => setting.env);
}

function row(env: string, uses: readonly Use[], appCount: number): string {
  const meanings = [...new Set(uses.map(({ setting }) => setting.description))];
  const secret = uses.some(({ setting }) => setting.secret) ? ' Secret.' : '';
  const meaning = `${meanings.join(' / ')}${secret}`;
  const who = uses.length === appCount ? 'all' : uses.map(({ app }) => app).join(', ');
  return `| \`${env}\` | ${escaped(meaning)} | ${escaped(defaults(uses))} | ${who} |`;
}

/** Formats one default when the apps agree; else the most frequent one with the exceptions, or each app's own. */
function defaults(uses: readonly Use[]): string {
  const byValue = Map.groupBy(uses, ({ setting }) => defaultOf(setting));
  const groups = [...byValue].sort(([, a], [, b]) => b.length - a.length);
  if (groups.length === 1) return groups[0]?.[0] ?? '';
  return groups.map(([value, users]) => `${value} (${users.map(({ app }) => app).join(', ')})`).join('; ');
}

function defaultOf(setting: DeclaredSetting): string {
  const cell = defaultCell(setting);
  return cell === REQUIRED ? `${REQUIRED}, such as \`${setting.example}\`` : cell;
}

const REQUIRED = 'required';

/** Formats the default of a setting as a table cell. */
export function defaultCell({ env, default: value, kind, optional }: DeclaredSetting): string {
  const computed = COMPUTED_DEFAULTS[env];
  if (computed !== undefined) return computed;
  if (value === undefined) return optional ? 'none' : REQUIRED;
  return kind === 'duration' ? duration(Number(value)) : `\`${String(value)}\``;
}

function duration(milliseconds: number): string {
  return milliseconds >= 1_000 && milliseconds % 1_000 === 0 ? `\`${milliseconds / 1_000}s\`` : `\`${milliseconds}ms\``;
}

/** Escapes text for a table cell. */
export const escaped = (text: string): string => text.replaceAll('|', '\\|');
