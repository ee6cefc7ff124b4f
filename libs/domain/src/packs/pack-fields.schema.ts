/** Building blocks of the pack schemas, so that each bound or pattern is defined once. */
import { SEVERITIES } from '@sentinai/contracts';
import Type, { type Static, type TProperties, type TSchema } from 'typebox';
import { PII_KINDS, type PiiKind } from '../redaction/detectors.ts';

/** An object with a fixed set of keys: an unknown key is a fault, since it would silently have no effect. */
export const strictObject = <T extends TProperties>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });

/** A map whose keys are names. */
export const namedMap = <T extends TSchema>(value: T, maxProperties: number) =>
  Type.Record(Type.String(), value, { maxProperties, propertyNames: { pattern: NAME_PATTERN, maxLength: 128 } });

/** Names appear in paths, templates and URLs: no control characters, no braces, no leading punctuation. */
const NAME_PATTERN = '^[\\p{L}\\p{N}_][^\\p{Cc}{}]*$';

export const Name = Type.String({ minLength: 1, maxLength: 128, pattern: NAME_PATTERN });
export const DomainName = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$' });
/** The name of a type, or a name pattern in a playbook's match. */
export const ExceptionTypeName = Type.String({ minLength: 1, maxLength: 128 });
export const Text = Type.String({ maxLength: 4000 });
export const Condition = Type.String({ minLength: 1, maxLength: 2000 });
export const JsonPath = Type.String({ minLength: 1, maxLength: 512, pattern: '^\\$' });
export const SeverityName = Type.Enum([...SEVERITIES]);
export const Minutes = Type.Number({ exclusiveMinimum: 0, maximum: 5_256_000 });
export const Duration = Type.Union(
  [Minutes, Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,6})?\\s?[smhdw]?$', maxLength: 20 })],
  { description: 'must be minutes, or a number with a unit such as 30m, 48h or 2d' },
);
/** A JSON object whose contents are up to the pack author. */
export const JsonFields = Type.Record(Type.String(), Type.Unknown(), { maxProperties: 200 });

/** Switches for detectors of personal data; an absent one leaves its detector unchanged. */
const Switches = strictObject(
  Object.fromEntries(PII_KINDS.map((kind) => [kind, Type.Optional(Type.Boolean())])) as Record<
    PiiKind,
    ReturnType<typeof Type.Optional<ReturnType<typeof Type.Boolean>>>
  >,
);
export type RedactionSwitches = Static<typeof Switches>;

/** Which forms of personal data to detect, and in which fields not to. */
export const Redaction = strictObject({
  /** Default: all on. */
  detectors: Type.Optional(Switches),
  /** By field: a name matched at any depth regardless of case, or a JSONPath. `keep` switches all detectors off. */
  fields: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.Literal('keep'), Switches]), {
      maxProperties: 500,
      propertyNames: { minLength: 1, maxLength: 512 },
    }),
  ),
});
export type Redaction = Static<typeof Redaction>;

export const Guardrails = strictObject({
  /** Tools that may be called; an empty list allows all. */
  allow_lists: Type.Optional(Type.Array(Name, { maxItems: 1000 })),
  /** Tools that may not be called, and exception types that no playbook may handle. */
  block_lists: Type.Optional(Type.Array(Name, { maxItems: 1000 })),
  /** A classification with less confidence needs a person's approval before anything acts on it. */
  human_approval_threshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
});

export const SlaMinutes = strictObject({
  by_type: Type.Optional(namedMap(Minutes, 500)),
  by_severity: Type.Optional(
    strictObject({
      low: Type.Optional(Minutes),
      medium: Type.Optional(Minutes),
      high: Type.Optional(Minutes),
      critical: Type.Optional(Minutes),
    }),
  ),
});
