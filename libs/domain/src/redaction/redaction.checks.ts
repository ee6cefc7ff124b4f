/**
 * Checks of a pack's redaction beyond its schema: paths, rules without effect, and mapped fields that would be
 * redacted.
 */
import type { JsonObject } from '@sentinai/contracts';
import { compileJsonPath } from '../normalization/json-path.ts';
import type { DomainPack } from '../packs/domain-pack.schema.ts';
import type { Redaction } from '../packs/pack-fields.schema.ts';
import type { PackFindings } from '../packs/pack-findings.ts';
import type { Path } from '../packs/pack-path.ts';
import type { CompiledNormalization } from '../packs/tenant-config.ts';
import { isPath } from './field-matcher.ts';
import type { Redactor } from './redactor.ts';

/** @param piiFields of the same pack: their values are replaced whatever else the rules say */
export function checkRedaction({ fields = {} }: Redaction, piiFields: readonly string[], findings: PackFindings): void {
  for (const field of Object.keys(fields)) {
    const path: Path = ['redaction', 'fields', { key: field }];
    if (isPath(field)) findings.attempt(path, () => compileJsonPath(field));
    if (piiFields.includes(field)) findings.warn(path, 'has no effect: pii_fields names the field too');
  }
}

/** Mapped fields that the platform identifies exceptions or decides by; a title is only for reading. */
const DECISIVE = ['type', 'entity', 'amount', 'source_system', 'occurred_at', 'source_status'] as const;
type Decisive = (typeof DECISIVE)[number];

const COMPILED = {
  type: 'type',
  entity: 'entity',
  amount: 'amount',
  source_system: 'sourceSystem',
  occurred_at: 'occurredAt',
  source_status: 'sourceStatus',
} as const satisfies Record<Decisive, keyof CompiledNormalization>;

/** A pack's samples: how they would be redacted, and how its fields are found in them. */
export interface RedactedSamples {
  redactor: Redactor;
  normalization: CompiledNormalization;
}

/** Warns once of each mapped field that occurs in a sample of the pack's own tests and would be redacted. */
export function checkMappedFields(
  { test_suites = [] }: Pick<DomainPack, 'test_suites'>,
  { redactor, normalization }: RedactedSamples,
  warn: (field: Decisive, message: string) => void,
): void {
  const told = new Set<Decisive>();
  for (const [index, { input }] of test_suites.entries()) {
    const { payload } = redactor.payload(input.raw_payload);
    if (payload === input.raw_payload) continue;
    for (const field of DECISIVE) {
      if (told.has(field) || !isChanged(field, input.raw_payload, payload, normalization)) continue;
      told.add(field);
      const path = normalization[COMPILED[field]]?.path.source ?? '';
      const kept = `{ "redaction": { "fields": { "${path}": "keep" } } }`;
      warn(
        field,
        `${path} is redacted in the sample of test_suites[${index}], and so is the field; if it is not personal data: ${kept}`,
      );
    }
  }
}

function isChanged(
  field: Decisive,
  raw: JsonObject,
  redacted: JsonObject,
  normalization: CompiledNormalization,
): boolean {
  const path = normalization[COMPILED[field]]?.path;
  return path !== undefined && path.first(raw) !== path.first(redacted);
}
