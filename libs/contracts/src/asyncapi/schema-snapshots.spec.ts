import { mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Type, { type TProperties } from 'typebox';
import { EVENTS } from '../event-catalog.ts';
import { type EventDefinition, defineEvent } from '../event-definition.ts';
import { schemaFaults, writeNewSchemas } from './schema-snapshots.ts';

const COMMITTED = join(import.meta.dirname, '../../schemas');

describe('the committed schemas', () => {
  it('are those of the catalog', () => {
    expect(schemaFaults(COMMITTED, Object.values<EventDefinition>(EVENTS))).toEqual([]);
  });
});

describe('schema snapshots', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'schemas-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const anEvent = (version: number, properties: TProperties, withUpcast = true): EventDefinition =>
    defineEvent({
      type: 'Counted',
      version,
      topic: 'exceptions.resolved',
      summary: 'Something was counted.',
      consumedBy: [],
      schema: Type.Object(properties),
      ...(withUpcast && { upcast: (data) => data }),
    });
  const first = anEvent(1, { count: Type.Integer() });

  it('are written only once', () => {
    expect(writeNewSchemas(directory, [first])).toEqual(['Counted.v1.json']);
    expect(writeNewSchemas(directory, [first])).toEqual([]);
    expect(schemaFaults(directory, [first])).toEqual([]);
  });

  it('require a new version when a published schema changes, and are not overwritten', () => {
    writeNewSchemas(directory, [first]);
    const changed = anEvent(1, { count: Type.Integer({ minimum: 0 }) });

    expect(writeNewSchemas(directory, [changed])).toEqual([]);
    expect(schemaFaults(directory, [changed])).toEqual([
      'Counted version 1 is published, but its schema changed at /properties/count/minimum: ' +
        'raise the version to 2, add an upcast from 1, and generate with --schemas',
    ]);
  });

  it('keep the older version beside the new one', () => {
    writeNewSchemas(directory, [first]);
    const second = anEvent(2, { counted: Type.Integer() });

    expect(writeNewSchemas(directory, [second])).toEqual(['Counted.v2.json']);
    expect(readdirSync(directory).sort()).toEqual(['Counted.v1.json', 'Counted.v2.json']);
    expect(schemaFaults(directory, [second])).toEqual([]);
  });

  it('require an upcast when there are older versions', () => {
    const second = anEvent(2, {}, false);
    writeNewSchemas(directory, [first, second]);

    expect(schemaFaults(directory, [second])).toEqual([
      'Counted is at version 2 but has no upcast from the earlier versions',
    ]);
  });

  it('report a missing version, and a file without an event', () => {
    writeNewSchemas(directory, [first]);
    unlinkSync(join(directory, 'Counted.v1.json'));
    writeFileSync(join(directory, 'Gone.v1.json'), '{}');

    expect(schemaFaults(directory, [first])).toEqual([
      'Counted.v1.json is missing: generate it with --schemas and commit it',
      'Gone.v1.json belongs to no event of the catalog: a published version must stay, so restore its event',
    ]);
  });
});
