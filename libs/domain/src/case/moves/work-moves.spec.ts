import { type Packs, aDomainConfig } from '../../testing/domain-config.builder.ts';
import { decided } from '../../testing/decision.ts';
import { NOW, anException } from '../../testing/exception.builder.ts';
import type { Decision } from '../case-file.ts';
import { mover } from './case-move.ts';
import { assignCase, commentOnCase, setCaseSeverity } from './work-moves.ts';

const OF_THE_SOURCE: Packs = {
  pack: { normalization: { source_status: '$.s', status: { authority: 'source', map: {}, default: 'open' } } },
};
const FIX = mover('playbook', 'fix', NOW);
const config = aDomainConfig();
const exception = anException().ofType('CASH_BREAK').withSeverity('low').with({ owner: 'bob' }).build();

it('an assignment tells from whom, to whom and by whom', () => {
  const made = decided(assignCase({ exception, config }, FIX, { owner: 'ann', note: 'knows it' }) as Decision);

  expect(made.patch).toEqual({ owner: 'ann' });
  expect(made.data('ExceptionAssigned')).toEqual({
    from: 'bob',
    to: 'ann',
    assigned_by: 'playbook:fix',
    note: 'knows it',
  });
});

it('a resolved case is not assigned, unless its source decides whether it is resolved', () => {
  const resolved = anException().withStatus('resolved').build();

  expect(assignCase({ exception: resolved, config }, FIX, { owner: 'ann', note: null })).toEqual({
    refusal: 'An exception that is resolved cannot be assigned. It can become open.',
  });
  expect(
    assignCase({ exception: resolved, config: aDomainConfig(OF_THE_SOURCE) }, FIX, { owner: 'ann', note: null }),
  ).toMatchObject({ patch: { owner: 'ann' } });
});

it('a comment is its author’s', () => {
  expect(decided(commentOnCase(FIX, 'Booked.')).data('CommentAdded')).toEqual({
    author: 'playbook:fix',
    comment: 'Booked.',
  });
});

it('a severity that the case has already is nothing to do', () => {
  expect(setCaseSeverity({ exception, config }, FIX, { severity: 'low', reason: '' }).events).toEqual([]);
  expect(setCaseSeverity({ exception, config }, FIX, { severity: 'high', reason: 'Many.' })).toMatchObject({
    patch: { severity: 'high' },
    events: [{ type: 'SeverityChanged', data: { from: 'low', to: 'high', changed_by: 'playbook:fix' } }],
  });
});

it('a person settles what rules left open: the severity by setting any, the very same too, and the owner by assigning one', () => {
  const open = (['severity', 'owner', 'playbook'] as const).map((fact) => ({
    fact,
    rule: 'large',
    reason: 'unreadable',
  }));
  const undecided = { exception: { ...exception, undecided: open }, config };
  const left = (patch: { undecided?: readonly { fact: string }[] } = {}) => patch.undecided?.map(({ fact }) => fact);

  const rated = setCaseSeverity(undecided, FIX, { severity: exception.severity, reason: 'Seen.' });
  const assigned = assignCase(undecided, FIX, { owner: 'ann', note: null }) as { patch: { undecided?: typeof open } };
  expect(left(rated.patch)).toEqual(['owner', 'playbook']);
  expect(left(assigned.patch)).toEqual(['severity', 'playbook']);
});
