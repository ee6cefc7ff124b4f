/** Encryption of the connection to PostgreSQL. */
import { setting } from '../config/setting.ts';
import { DATABASE_TLS_MODES, type DatabaseTlsMode, sslModeOf } from './database-tls.ts';

export const databaseTlsSettings = {
  databaseTls: setting.optional(
    setting.choice(DATABASE_TLS_MODES, {
      env: 'DATABASE_TLS',
      description:
        'Encryption to PostgreSQL: `require` encrypts but accepts any certificate, `verify-full` also checks certificate and ' +
        "host name. Absent: the URL's `sslmode`, else `off`.",
      example: 'verify-full',
      rule: (values) => {
        const { mode } = sslModeOf(String(values.databaseUrl));
        return mode !== undefined && mode !== values.databaseTls
          ? `is ${String(values.databaseTls)}, but the sslmode in DATABASE_URL means ${mode}`
          : undefined;
      },
    }),
  ),
  databaseTlsCaFile: setting.optional(
    setting.file({
      env: 'DATABASE_TLS_CA_FILE',
      description: 'CA certificates (PEM) for PostgreSQL; absent: those that Node.js trusts.',
      example: '/etc/sentinai/postgres-ca.pem',
      pem: true,
      rule: (values) =>
        modeOf(values) === 'verify-full' ? undefined : 'has an effect only with DATABASE_TLS=verify-full',
    }),
  ),
};

const modeOf = (values: Readonly<Record<string, unknown>>): DatabaseTlsMode | undefined =>
  (values.databaseTls as DatabaseTlsMode | undefined) ?? sslModeOf(String(values.databaseUrl)).mode;
