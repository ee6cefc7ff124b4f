/** Schema of a Domain Pack: everything SentinAI knows about a domain. */
import { EXCEPTION_STATUSES } from '@sentinai/contracts';
import Type, { type Static, type TProperties } from 'typebox';
import { OAuth2Schema } from './oauth2.schema.ts';
import {
  Condition,
  DomainName,
  ExceptionTypeName,
  Guardrails,
  JsonFields,
  JsonPath,
  Minutes,
  Name,
  namedMap,
  Redaction,
  SeverityName,
  SlaMinutes,
  strictObject,
  Text,
} from './pack-fields.schema.ts';
import { Playbooks } from './playbook.schema.ts';

export const ExceptionTypeSchema = strictObject({
  description: Type.Optional(Text),
  /** Used when no severity rule matches. */
  default_severity: Type.Optional(SeverityName),
  sla_minutes: Type.Optional(Minutes),
  tags: Type.Optional(Type.Array(Name, { maxItems: 50 })),
});

/** Treatment of a field whose value cannot be used: a person is asked wherever it is needed, or it counts as absent. */
const OnUnreadable = Type.Enum(['ask', 'ignore']);

/** A JSONPath, or an object with a path and options for reading the field. */
const mapping = <T extends TProperties>(options: T, described: string) =>
  Type.Union([JsonPath, strictObject({ path: JsonPath, on_unreadable: Type.Optional(OnUnreadable), ...options })], {
    description: `must be a JSONPath, or an object of "path", "on_unreadable" (ask or ignore)${described}`,
  });
const TextMapping = mapping({}, '');

/** Locations of an exception's fields in a raw payload. A field that the source names explicitly takes precedence. */
export const NormalizationSchema = strictObject({
  type: Type.Optional(TextMapping),
  entity: Type.Optional(TextMapping),
  /** `decimal_mark` settles the meaning of an amount such as `1,234`. */
  amount: Type.Optional(
    mapping({ decimal_mark: Type.Optional(Type.Enum(['.', ','])) }, ' and "decimal_mark" (a point or a comma)'),
  ),
  title: Type.Optional(TextMapping),
  source_system: Type.Optional(TextMapping),
  /** `time_zone` applies to instants that name none; without it, the tenant's time zone applies. */
  occurred_at: Type.Optional(mapping({ time_zone: Type.Optional(Name) }, ' and "time_zone" (an IANA name)')),
  /** Status as the source names it. */
  source_status: Type.Optional(TextMapping),
  /** How the source's statuses map to the platform's, and which of the two decides. */
  status: Type.Optional(
    strictObject({
      authority: Type.Enum(['source', 'platform']),
      map: namedMap(Type.Enum([...EXCEPTION_STATUSES]), 200),
      default: Type.Enum(['open', 'analyzing']),
    }),
  ),
});

export type Normalization = Static<typeof NormalizationSchema>;

export const PackToolSchema = strictObject({
  description: Type.Optional(Text),
  /** Absolute http or https URL. */
  endpoint: Type.String({ minLength: 1, maxLength: 2000 }),
  /** Default POST. */
  method: Type.Optional(Type.Enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])),
  /**
   * Where the credential is found, never the credential itself: `env:NAME` or `file:/absolute/path`. A prefix says
   * how it is sent: `bearer` (the default), `basic`, `api-key:<header>` or `api-key-query:<parameter>`.
   */
  auth_ref: Type.Optional(
    Type.String({
      maxLength: 512,
      pattern:
        '^((bearer|basic|api-key:[A-Za-z0-9-]{1,64}|api-key-query:[A-Za-z0-9_.-]{1,64}) )?(env:[A-Za-z_][A-Za-z0-9_]*|file:/\\S+)$',
    }),
  ),
  oauth2: Type.Optional(OAuth2Schema),
  input_schema: Type.Optional(JsonFields),
  output_schema: Type.Optional(JsonFields),
  timeout_ms: Type.Optional(Type.Integer({ minimum: 1, maximum: 600_000 })),
  max_attempts: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
  /** Whether calling twice with the same key has the same effect as calling once. Default true. */
  idempotent: Type.Optional(Type.Boolean()),
  /** `read` only looks, `act` changes something. Default `act`, the cautious choice. */
  effect: Type.Optional(Type.Enum(['read', 'act'])),
});
export type PackTool = Static<typeof PackToolSchema>;

export const TestCaseSchema = strictObject({
  name: Type.Optional(Name),
  input: strictObject({ exception_type: Type.Optional(ExceptionTypeName), raw_payload: JsonFields }),
  expected: strictObject({
    exception_type: Type.Optional(ExceptionTypeName),
    severity: Type.Optional(SeverityName),
    playbook: Type.Optional(Name),
  }),
});

export const DomainPackSchema = strictObject({
  domain: DomainName,
  description: Type.Optional(Text),
  entities: Type.Optional(namedMap(Type.Unknown(), 500)),
  exception_types: namedMap(ExceptionTypeSchema, 500),
  /** Assigns a type to an exception whose source names none; the first match wins. */
  classification: Type.Optional(
    Type.Array(strictObject({ when: Condition, type: ExceptionTypeName }), { maxItems: 1000 }),
  ),
  /** Of several matches, the highest severity wins. */
  severity_rules: Type.Array(strictObject({ name: Type.Optional(Name), when: Condition, severity: SeverityName }), {
    maxItems: 1000,
  }),
  sla: Type.Optional(SlaMinutes),
  normalization: Type.Optional(NormalizationSchema),
  tools: namedMap(PackToolSchema, 500),
  playbooks: Playbooks,
  guardrails: Type.Optional(Guardrails),
  redaction: Type.Optional(Redaction),
  test_suites: Type.Optional(Type.Array(TestCaseSchema, { maxItems: 1000 })),
});
export type DomainPack = Static<typeof DomainPackSchema>;
