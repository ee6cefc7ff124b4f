/**
 * Imports a pack: translates known shapes to the canonical one, checks everything that can be checked without real
 * use, and reports each fault with its path in the original document.
 */
import { isJsonContainer, isJsonObject, isStorableJson, parseJson } from '@sentinai/contracts';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { createConditionCompiler } from '../conditions/condition.ts';
import { checkDomainPack } from './domain-pack.checks.ts';
import { DomainPackSchema, type DomainPack } from './domain-pack.schema.ts';
import { translateDomainPack } from './domain-pack.translation.ts';
import { jsonDepth } from './json-depth.ts';
import { PackFindings, type Finding } from './pack-findings.ts';
import { formatPath, type Path } from './pack-path.ts';
import { checkSchema } from './pack-schema.checks.ts';
import { type PackTestResult, checkTenantRedaction, runTestSuites } from './pack-test-suites.ts';
import { checkTenantPack } from './tenant-pack.checks.ts';
import { TenantPackSchema, type TenantPolicyPack } from './tenant-pack.schema.ts';
import { translateTenantPack } from './tenant-pack.translation.ts';
import type { TranslationLog } from './translation.ts';

export type PackKind = 'domain' | 'tenant';

/** A message about a pack, with its path in the original document (`$` for the whole document). */
export interface PackFinding {
  path: string;
  message: string;
}

export interface PackImport<T> {
  /** The canonical pack; null when there is any fault. */
  pack: T | null;
  kind: PackKind;
  /** What was read differently from how it is written, one line each: `domainName → domain`. */
  translations: string[];
  faults: PackFinding[];
  /**
   * Things that have no effect or look wrong but do not stop the import, including failing cases of the pack's own
   * tests.
   */
  warnings: PackFinding[];
  /** Result of the pack's own tests; null when they did not run: a domain pack with faults, a tenant pack. */
  tests: PackTestResult | null;
}

/** Deeper documents are refused before anything recurses into them. */
const MAX_PACK_DEPTH = 32;

/** Returns which kind of pack a document is, judging by its fields; null when it resembles neither. */
export function packKind(json: unknown): PackKind | null {
  if (!isJsonObject(json)) return null;
  const has = (...keys: string[]): boolean => keys.some((key) => Object.hasOwn(json, key));
  if (has('tenant_id', 'tenantId')) return 'tenant';
  return has('domain', 'domainName', 'domain_name') ? 'domain' : null;
}

/** Imports a Domain Pack. Never throws: anything wrong with the document is among the faults. */
export function importDomainPack(json: unknown): PackImport<DomainPack> {
  return importPack<DomainPack>(json, {
    kind: 'domain',
    schema: DomainPackSchema,
    translate: translateDomainPack,
    check: (pack, findings) => {
      checkDomainPack(pack, createConditionCompiler(), findings);
      return findings.faults.length === 0 ? runTestSuites(pack, findings) : null;
    },
  });
}

/**
 * Imports a Tenant Policy Pack. Never throws.
 * @param domainPack the pack that the tenant pack refers to; null when unavailable, and references stay unchecked
 */
export function importTenantPack(json: unknown, domainPack: DomainPack | null): PackImport<TenantPolicyPack> {
  const toolNames = new Set(Object.keys(domainPack?.tools ?? {}));
  return importPack<TenantPolicyPack>(json, {
    kind: 'tenant',
    schema: TenantPackSchema,
    translate: (document) => translateTenantPack(document, toolNames),
    check: (pack, findings) => {
      checkTenantPack(pack, { domainPack, compile: createConditionCompiler(), findings });
      if (domainPack && findings.faults.length === 0) checkTenantRedaction(pack, domainPack, findings);
      return null;
    },
  });
}

interface ImportRules<T> {
  kind: PackKind;
  schema: TSchema;
  translate: (json: unknown) => { document: unknown; log: TranslationLog };
  check: (pack: T, findings: PackFindings) => PackTestResult | null;
}

function importPack<T>(json: unknown, { kind, schema, translate, check }: ImportRules<T>): PackImport<T> {
  const refusal = refusalOf(json, kind);
  if (refusal) return { pack: null, kind, translations: [], faults: [refusal], warnings: [], tests: null };
  const { document: translated, log } = translate(json);
  const unused = log.settleUnknownKeys();
  const findings = new PackFindings();
  const document = checkSchema(schema, translated, findings);
  const isSound = findings.faults.length === 0;
  const tests = isSound ? check(document as T, findings) : null;
  if (!isSound) checkSoundParts(document, { schema, check, findings });
  const inOriginal = ({ path, message }: Finding): PackFinding => ({ path: formatPath(log.originOf(path)), message });
  return {
    pack: findings.faults.length === 0 ? (document as T) : null,
    kind,
    translations: log.notes,
    faults: findings.faults.map(inOriginal),
    warnings: [...unused, ...findings.warnings.map(inOriginal)],
    tests,
  };
}

/**
 * Continues past schema faults, so that one import reports every fault: faulty places are filled in to satisfy the
 * schema, and findings about those places are dropped. Stops when a whole section is unusable: every reference to it
 * would be another fault.
 */
function checkSoundParts<T>(
  document: unknown,
  { schema, check, findings }: Pick<ImportRules<T>, 'schema' | 'check'> & { findings: PackFindings },
): void {
  const unsound = findings.faults.map(({ path }) => path);
  if (unsound.some((path) => path.length <= 1)) return;
  const filledIn = repaired(schema, document);
  if (filledIn === null) return;
  const behind = new PackFindings();
  check(filledIn as T, behind);
  for (const { path, message } of behind.faults) {
    if (!unsound.some((faulty) => overlap(faulty, path))) findings.fault(path, message);
  }
}

/**
 * Returns a copy that fits the schema; null when a missing part cannot be made up, such as the name of a playbook
 * that is not an object.
 */
function repaired(schema: TSchema, document: unknown): unknown {
  try {
    return Value.Repair(schema, parseJson(JSON.stringify(document)));
  } catch {
    return null;
  }
}

/** Whether one path is a prefix of the other. */
const overlap = (one: Path, other: Path): boolean =>
  Array.from({ length: Math.min(one.length, other.length) }, (_, at) => at).every(
    (at) => JSON.stringify(one[at]) === JSON.stringify(other[at]),
  );

/** Refuses documents that cannot be examined at all. */
function refusalOf(json: unknown, kind: PackKind): PackFinding | null {
  if (!isJsonObject(json)) return { path: '$', message: 'must be a JSON object' };
  if (jsonDepth(json, MAX_PACK_DEPTH) > MAX_PACK_DEPTH) {
    return { path: '$', message: `nests deeper than ${MAX_PACK_DEPTH} levels` };
  }
  if (!isStorableJson(JSON.stringify(json))) {
    return { path: '$', message: 'holds a text with a NUL character or half of a surrogate pair' };
  }
  const reserved = pathOfReservedKey(json, []);
  if (reserved) return { path: formatPath(reserved), message: 'is a reserved key' };
  const found = packKind(json);
  if (found !== null && found !== kind) return { path: '$', message: `is a ${found} pack, not a ${kind} pack` };
  return null;
}

/** `__proto__` is not allowed as a name: assigning it would change the object's prototype. */
function pathOfReservedKey(value: unknown, path: Path): Path | null {
  if (!isJsonContainer(value)) return null;
  for (const [key, entry] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    const found = key === '__proto__' ? here : pathOfReservedKey(entry, here);
    if (found) return found;
  }
  return null;
}
