/**
 * Real packs of another implementation. They are not part of the project: SENTINAI_SHARED_DATA names their folder, by
 * default a sibling of the repository. Without it, these cases show as skipped.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importDomainPack, importTenantPack } from './pack-import.ts';

const REPOSITORY = join(import.meta.dirname, '../../../..');
const FOLDER = join(process.env.SENTINAI_SHARED_DATA ?? join(REPOSITORY, '../shared/data'), 'packs');

const read = (file: string): unknown => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));

const describeReal = existsSync(FOLDER) ? describe : describe.skip;

describeReal('the real packs (SENTINAI_SHARED_DATA/packs)', () => {
  const domain = () => importDomainPack(read('CapitalMarketsTrading.domain-pack.json'));

  it('the domain pack imports without a fault, though it fails one of its own tests', () => {
    const { pack, faults, warnings } = domain();

    expect(faults).toEqual([]);
    expect(warnings).toEqual([
      { path: 'exceptionTypes.*.detectionRules', message: 'is not used (7 places)' },
      { path: 'testSuites[0].expectedOutput.severity', message: 'test expects high, the pack says medium' },
    ]);
    expect(Object.keys(pack?.tools ?? {})).toHaveLength(13);
    expect(pack?.playbooks.flatMap(({ steps }) => steps).every((step) => step.action_type === 'manual')).toBe(true);
  });

  it('the tenant pack imports without a fault or a warning', () => {
    const { pack, faults, warnings } = importTenantPack(read('TENANT_FINANCE_001.tenant-pack.json'), domain().pack);

    expect(faults).toEqual([]);
    expect(warnings).toEqual([]);
    expect(pack).toMatchObject({ tenant_id: 'TENANT_FINANCE_001', retention_days: 90 });
  });

  it('what was translated fits on a page', () => {
    expect(domain().translations.length).toBeLessThan(30);
  });
});
