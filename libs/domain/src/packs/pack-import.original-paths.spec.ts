import { importDomainPack } from './pack-import.ts';
import { aWildDomainPack } from '../testing/wild-packs.builder.ts';

describe('faults of a pack in a wild shape', () => {
  it.each<[Record<string, unknown>, string]>([
    [
      {
        severityRules: [
          { condition: 'true', severity: 'LOW' },
          { if: 'nope', severity: 'LOW' },
        ],
      },
      'severityRules[1].if',
    ],
    [{ severityRules: [{ condition: 'true', severity: 'HUGE' }] }, 'severityRules[0].severity'],
    [{ exceptionTypes: { CASH_BREAK: { sla: 'soon' } } }, 'exceptionTypes.CASH_BREAK.sla'],
    [{ tools: { read: [{ name: 'x', endpoint: 'nope' }] } }, 'tools.read[0].endpoint'],
    [
      { tools: { x: { endpoint: 'https://t.example.com', parameters: { a: { type: 'strin' } } } } },
      'tools.x.parameters',
    ],
    [{ playbooks: [{ exceptionType: 'X', steps: ['Wait'] }] }, 'playbooks[0].exceptionType'],
    [{ playbooks: { p: { exceptionType: 'X', steps: ['Wait'] } } }, 'playbooks.p.exceptionType'],
    [
      { playbooks: [{ conditions: { match: { exception_type: 'X' } }, steps: ['Wait'] }] },
      'playbooks[0].conditions.match.exception_type',
    ],
    [
      { playbooks: [{ match: {}, steps: [{ action: 'Wait', onFailure: { goto: 'x' } }] }] },
      'playbooks[0].steps[0].onFailure.goto',
    ],
  ])('%j have the path in the original', (overrides, path) => {
    const { pack, faults } = importDomainPack(aWildDomainPack(overrides));

    expect(pack).toBeNull();
    expect(faults.map((found) => found.path)).toEqual([path]);
  });
});
