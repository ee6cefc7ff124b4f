import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';
import { repository } from '../../testing/repository-copy.ts';
import event, { type EventOptions } from './event.generator.ts';

const CONTRACTS = 'libs/contracts/src';
const PAYLOADS = 'libs/contracts/test/event-payloads.ts';

/** Creates an in-memory tree with the real contracts. */
function aTreeOfContracts(): Tree {
  const tree = createTree();
  tree.write('.prettierrc', readFileSync(join(repository, '.prettierrc.json'), 'utf8'));
  const files = ['event-definition.ts', 'event-catalog.ts', 'index.ts', 'topics.ts', 'events/sla-imminent.ts'];
  for (const file of [PAYLOADS, ...files.map((name) => `${CONTRACTS}/${name}`)]) {
    tree.write(file, readFileSync(join(repository, file), 'utf8'));
  }
  return tree;
}

const anEvent = (overrides: Partial<EventOptions> = {}): EventOptions => ({
  name: 'ExceptionScored',
  topic: 'triage.completed',
  summary: "The exception's risk was scored",
  consumedBy: ['policy'],
  ...overrides,
});

describe('a generated event', () => {
  it('is a contract of its own', async () => {
    const tree = aTreeOfContracts();

    await event(tree, anEvent());

    expect(tree.read(`${CONTRACTS}/events/exception-scored.ts`, 'utf8')).toMatchInlineSnapshot(`
     "import Type, { type Static } from 'typebox';
     import { defineEvent } from '../event-definition.ts';
     import { Text } from '../schema.ts';

     /** The exception's risk was scored. */
     export const ExceptionScored = defineEvent({
       type: 'ExceptionScored',
       version: 1,
       topic: 'triage.completed',
       summary: "The exception's risk was scored.",
       consumedBy: ['policy'],
       schema: Type.Object({
         reason: Text,
       }),
     });
     export type ExceptionScored = Static<typeof ExceptionScored.schema>;
     "
    `);
  });

  it('stands in its place in the catalog', async () => {
    const tree = aTreeOfContracts();

    await event(tree, anEvent());

    expect(tree.read(`${CONTRACTS}/event-catalog.ts`, 'utf8')).toMatch(
      /ExceptionResolved \} from .+\nimport \{ ExceptionScored \} from '.\/events\/exception-scored.ts';\nimport \{ Feedback/,
    );
    expect(tree.read(`${CONTRACTS}/event-catalog.ts`, 'utf8')).toContain('  ExceptionResolved,\n  ExceptionScored,\n');
    expect(tree.read(`${CONTRACTS}/index.ts`, 'utf8')).toContain("export * from './events/exception-scored.ts';\n");
    expect(tree.read(PAYLOADS, 'utf8')).toContain("  ExceptionScored: { reason: 'exception-scored' },\n");
  });

  it.each([
    ['a name that is taken', { name: 'SLAImminent' }, 'Event SLAImminent already exists'],
    ['a name in another case', { name: 'exception_scored' }, 'write it in PascalCase'],
    ['a topic nobody declared', { topic: 'scores' }, 'There is no topic scores. Known ones are: alerts.raised'],
    ['a worker nobody declared', { consumedBy: ['scorer'] }, 'There is no pipeline worker scorer'],
  ])('is refused with %s', async (_what, overrides, message) => {
    await expect(event(aTreeOfContracts(), anEvent(overrides))).rejects.toThrow(message);
  });

  it('is refused when the catalog has changed its shape, by the name of the file', async () => {
    const tree = aTreeOfContracts();
    tree.write(`${CONTRACTS}/event-catalog.ts`, 'export const EVENTS = load();\n');

    await expect(event(tree, anEvent())).rejects.toThrow(`${CONTRACTS}/event-catalog.ts: `);
  });
});
