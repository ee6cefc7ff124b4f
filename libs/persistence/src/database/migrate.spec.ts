import { describeMigration } from './migrate.ts';

it('describes what a migration changed, the access on one line', () => {
  const report = {
    applied: ['Things1', 'MoreThings2'],
    access: ['revoke delete on table thing from sentinai_a cascade', 'grant select on table thing to sentinai_b'],
  };

  expect(describeMigration(report)).toEqual([
    'Applied Things1, MoreThings2',
    'Changed the access: revoke delete on table thing from sentinai_a cascade; grant select on table thing to sentinai_b',
  ]);
});

it('says so when nothing changed', () => {
  expect(describeMigration({ applied: [], access: [] })).toEqual([
    'The schema is up to date',
    'The access is up to date',
  ]);
});
