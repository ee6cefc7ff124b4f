import { aDomainConfig } from '../testing/domain-config.builder.ts';
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
    expect(classify(CONFIG, facts)).toEqual({ ...expected, undecided: [] });
  });

  it('knows the tags of a type', () => {
    expect(tagsOfType(CONFIG, 'CASH_BREAK')).toEqual(['cash']);
    expect(tagsOfType(CONFIG, 'NEW_TYPE')).toEqual([]);
  });
});

describe('an undecided type', () => {
  const config = aDomainConfig({
    pack: {
      classification: [
        { when: "rawPayload.kind == 'X'", type: 'POSITION_BREAK' },
        { when: 'amount > 0', type: 'CASH_BREAK' },
        { when: 'true', type: 'SETTLEMENT_FAIL' },
      ],
    },
  });

  it('is left open by a rule that reads an unreadable field, even if a later rule matches', () => {
    const unreadable = [{ field: 'amount' as const, path: '$.amount', reason: 'is a list, not an amount' }];

    expect(classify(config, { type: null, unreadable })).toEqual({
      type: UNCLASSIFIED,
      confidence: 0,
      rule: null,
      undecided: [
        {
          fact: 'type',
          rule: 'amount > 0',
          reason: 'amount > 0: amount cannot be read ($.amount: is a list, not an amount)',
        },
      ],
    });
    expect(classify(config, { type: null, unreadable, rawPayload: { kind: 'X' } })).toMatchObject({
      type: 'POSITION_BREAK',
      undecided: [],
    });
  });

  it('is left open when the source names one that cannot be read', () => {
    const unreadable = [{ field: 'type' as const, path: '$.kind', reason: 'is an object, not a text' }];

    expect(classify(config, { type: null, amount: 5, unreadable })).toMatchObject({
      type: UNCLASSIFIED,
      undecided: [{ fact: 'type', rule: 'classification', reason: expect.stringContaining('type cannot be read') }],
    });
  });
});
