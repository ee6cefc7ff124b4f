import { aDomainConfig } from '../packs/domain-config.builder.ts';
import { classify, tagsOfType, UNCLASSIFIED } from './classify.ts';

const CONFIG = aDomainConfig({
  pack: {
    classification: [
      { when: 'has(rawPayload.settleId)', type: 'SETTLEMENT_FAIL' },
      { when: 'amount > 0', type: 'CASH_BREAK' },
    ],
  },
});

describe('classify', () => {
  it.each([
    ['a type the pack knows is certain', { type: 'CASH_BREAK' }, { type: 'CASH_BREAK', confidence: 1, rule: null }],
    ['a type it does not know is a guess', { type: 'NEW_TYPE' }, { type: 'NEW_TYPE', confidence: 0.3, rule: null }],
    [
      'the first rule that matches gives a type that is missing',
      { type: null, amount: 5, rawPayload: { settleId: 1 } },
      { type: 'SETTLEMENT_FAIL', confidence: 0.9, rule: 'has(rawPayload.settleId)' },
    ],
    [
      'an earlier "unclassified" is tried again',
      { type: UNCLASSIFIED, amount: 5 },
      { type: 'CASH_BREAK', confidence: 0.9, rule: 'amount > 0' },
    ],
    ['what no rule matches is unclassified', { type: null }, { type: UNCLASSIFIED, confidence: 0, rule: null }],
    [
      'a name every object inherits is unknown',
      { type: 'constructor' },
      { type: 'constructor', confidence: 0.3, rule: null },
    ],
  ])('%s', (_case, facts, expected) => {
    expect(classify(CONFIG, facts)).toEqual(expected);
  });

  it('knows the tags of a type', () => {
    expect(tagsOfType(CONFIG, 'CASH_BREAK')).toEqual(['cash']);
    expect(tagsOfType(CONFIG, 'NEW_TYPE')).toEqual([]);
  });
});
