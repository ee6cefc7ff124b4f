/** What is personal data and what is not, as a tenant and its domain say. */
import type { Redaction, RedactionSwitches } from '../packs/pack-fields.schema.ts';
import { PII_KINDS, type PiiKind } from './detectors.ts';

/** Detectors of one field that are on or off otherwise than elsewhere. */
export interface FieldRule {
  /** A name matched at any depth without regard to case, or a JSONPath (`$.customer.name`). Holds for all beneath it. */
  field: string;
  switches: RedactionSwitches;
}

export interface RedactionRules {
  /** Names and JSONPaths, as in {@link FieldRule}: what stands there is replaced whatever it is. */
  piiFields: readonly string[];
  /** What to look for in texts. Default: everything the detectors know. */
  detectors?: readonly PiiKind[];
  /** The last one wins that says something about a detector. */
  fields?: readonly FieldRule[];
}

const ALL_OFF: RedactionSwitches = Object.fromEntries(PII_KINDS.map((kind) => [kind, false]));

/**
 * The tenant answers for its data, so its word goes over the domain's: what it says about a detector takes the place of all that the
 * domain says about that detector, also of single fields. Within one pack, a field's own rule goes over the general one.
 */
export function mergeRedaction(domain: Redaction = {}, tenant: Redaction = {}): Omit<RedactionRules, 'piiFields'> {
  const { detectors: own = {} } = tenant;
  const switches = { ...domain.detectors, ...own };
  const ofDomain = rulesOf(domain).map(({ field, switches: said }) => ({ field, switches: without(said, own) }));
  return { detectors: switched(PII_KINDS, switches), fields: [...ofDomain, ...rulesOf(tenant)] };
}

/** The detectors with the switches applied, in the order they work in. */
export const switched = (detectors: readonly PiiKind[], switches: RedactionSwitches): readonly PiiKind[] =>
  PII_KINDS.filter((kind) => switches[kind] ?? detectors.includes(kind));

const rulesOf = ({ fields = {} }: Redaction): FieldRule[] =>
  Object.entries(fields).map(([field, said]) => ({ field, switches: said === 'keep' ? ALL_OFF : said }));

const without = (switches: RedactionSwitches, decided: RedactionSwitches): RedactionSwitches =>
  Object.fromEntries(Object.entries(switches).filter(([kind]) => decided[kind as PiiKind] === undefined));
