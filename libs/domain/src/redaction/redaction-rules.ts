/** A tenant's and its domain's rules on what counts as personal data. */
import type { Redaction, RedactionSwitches } from '../packs/pack-fields.schema.ts';
import { PII_KINDS, type PiiKind } from './detectors.ts';

/** Detectors that are on or off differently for one field. */
export interface FieldRule {
  /**
   * A name matched at any depth regardless of case, or a JSONPath (`$.customer.name`). Applies to everything beneath
   * it.
   */
  field: string;
  switches: RedactionSwitches;
}

export interface RedactionRules {
  /** Names and JSONPaths, as in {@link FieldRule}: their values are always replaced. */
  piiFields: readonly string[];
  /** Detectors to run on texts. Default: all. */
  detectors?: readonly PiiKind[];
  /** For each detector, the last rule that mentions it wins. */
  fields?: readonly FieldRule[];
}

const ALL_OFF: RedactionSwitches = Object.fromEntries(PII_KINDS.map((kind) => [kind, false]));

/**
 * The tenant is responsible for its data, so its rules override the domain's: a tenant rule about a detector replaces
 * everything the domain says about it, single fields included. Within one pack, a field's own rule overrides the
 * general one.
 */
export function mergeRedaction(domain: Redaction = {}, tenant: Redaction = {}): Omit<RedactionRules, 'piiFields'> {
  const { detectors: own = {} } = tenant;
  const switches = { ...domain.detectors, ...own };
  const ofDomain = rulesOf(domain).map(({ field, switches: said }) => ({ field, switches: without(said, own) }));
  return { detectors: switched(PII_KINDS, switches), fields: [...ofDomain, ...rulesOf(tenant)] };
}

/** Returns the detectors with the switches applied, in the order in which they run. */
export const switched = (detectors: readonly PiiKind[], switches: RedactionSwitches): readonly PiiKind[] =>
  PII_KINDS.filter((kind) => switches[kind] ?? detectors.includes(kind));

const rulesOf = ({ fields = {} }: Redaction): FieldRule[] =>
  Object.entries(fields).map(([field, said]) => ({ field, switches: said === 'keep' ? ALL_OFF : said }));

const without = (switches: RedactionSwitches, decided: RedactionSwitches): RedactionSwitches =>
  Object.fromEntries(Object.entries(switches).filter(([kind]) => decided[kind as PiiKind] === undefined));
