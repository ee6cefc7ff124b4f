/** Real incidents of a service desk, through the command line, the gateway and the whole pipeline. */
import { readFileSync } from 'node:fs';
import { incidentsCsv } from './fixtures/incidents.ts';
import { serviceDeskPack } from './fixtures/packs.ts';
import { describeWithSharedData, sharedData } from './fixtures/shared-data.ts';
import { TestStack, lastLine } from './fixtures/test-stack.ts';

const TENANT = 'INCIDENTS';
const SEVERITY: Record<string, string> = { 1: 'critical', 2: 'high', 3: 'medium', 4: 'low' };

/** Returns the rows of the file by incident, in order. Sufficient for files without quotes, like these. */
function rowsByIncident(csv: string): Map<string, Record<string, string>[]> {
  const [header = '', ...lines] = csv.trimEnd().split('\n');
  const columns = header.trim().split(',');
  const incidents = new Map<string, Record<string, string>[]>();
  for (const line of lines) {
    const values = line.trim().split(',');
    const row = Object.fromEntries(columns.map((column, index) => [column, values[index] ?? '']));
    const number = row.number ?? '';
    incidents.set(number, [...(incidents.get(number) ?? []), row]);
  }
  return incidents;
}

interface TimelineRow {
  exception_id: string;
  sequence: number;
  event_type: string;
  state: string | null;
  modified: string | null;
}

describe('incidents of a service desk', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.shared();
    expect(await stack.importPack(serviceDeskPack, TENANT)).toMatchObject({ exitCode: 0 });
  });

  afterAll(() => stack.stop());

  const eventCount = async () =>
    (
      await stack.sql<{ count: number }>(
        'select count(*)::integer as count from exception_event where tenant_id = $1',
        [TENANT],
      )
    )[0]?.count;

  const sourceTimeline = () =>
    stack.sql<TimelineRow>(
      `select exception_id, sequence, event_type, payload->'raw_payload'->>'incident_state' as state,
         payload->'raw_payload'->>'sys_mod_count' as modified
       from exception_event where tenant_id = $1 and event_type in ('ExceptionIngested', 'SourceUpdateReceived')
       order by exception_id, sequence`,
      [TENANT],
    );

  async function expectLikeTheFile(csv: string): Promise<void> {
    const incidents = rowsByIncident(csv);
    const timeline = await sourceTimeline();
    const told = new Map<string, TimelineRow[]>();
    for (const row of timeline) told.set(row.exception_id, [...(told.get(row.exception_id) ?? []), row]);
    for (const [number, rows] of incidents) {
      const events = told.get(number) ?? [];
      expect(events.map(({ state, modified }) => [state, modified])).toEqual(
        rows.map((row) => [row.incident_state, row.sys_mod_count]),
      );
      expect(events.map(({ event_type }) => event_type)).toEqual(
        rows.map((_, index) => (index === 0 ? 'ExceptionIngested' : 'SourceUpdateReceived')),
      );
    }
    const exceptions = await stack.sql<{
      exception_id: string;
      severity: string;
      status: string;
      events_in_flight: number;
    }>('select * from exception where tenant_id = $1', [TENANT]);
    expect(exceptions).toHaveLength(incidents.size);
    for (const { exception_id, severity, status, events_in_flight } of exceptions) {
      const last = incidents.get(exception_id)?.at(-1);
      expect({ exception_id, severity }).toEqual({ exception_id, severity: SEVERITY[last?.priority?.[0] ?? ''] });
      const resolved = ['Resolved', 'Closed'].includes(last?.incident_state ?? '');
      expect({ exception_id, resolved: status === 'resolved' }).toEqual({ exception_id, resolved });
      expect(events_in_flight).toBe(0);
    }
  }

  /** Checks that a timeline has every sequence number from 1 to its exception's event_count, once. */
  async function expectNoGaps(): Promise<void> {
    const broken = await stack.sql(
      `select e.exception_id from exception e join exception_event v using (tenant_id, exception_id)
       where e.tenant_id = $1 group by e.exception_id, e.event_count
       having count(*) <> e.event_count or count(distinct v.sequence) <> e.event_count or max(v.sequence) <> e.event_count`,
      [TENANT],
    );
    expect(broken).toEqual([]);
  }

  describeWithSharedData('the real export', () => {
    it('becomes 290 exceptions whose timelines, severities and statuses are those of the file', async () => {
      const { exitCode, stdout, stderr } = await stack.ingest(TENANT, sharedData.incidents);

      expect({ exitCode, result: JSON.parse(lastLine(stdout)), stderr }).toMatchObject({
        exitCode: 0,
        result: { rows: 1958, exceptions: 290, updates: 1668, duplicates: 0, rejected: 0, dead_letters: 0 },
      });
      await expectLikeTheFile(readFileSync(sharedData.incidents, 'utf8'));
      await expectNoGaps();
    });

    it('adds no event the second time', async () => {
      const before = await eventCount();

      const { stdout } = await stack.ingest(TENANT, sharedData.incidents);

      expect(JSON.parse(lastLine(stdout))).toMatchObject({
        exceptions: 0,
        updates: 0,
        duplicates: 1958,
        dead_letters: 0,
      });
      expect(await eventCount()).toBe(before);
    });
  });

  it('reports 20 corrupted rows by their line and processes the rest', async () => {
    const lines = incidentsCsv(60).trimEnd().split('\n');
    const damage: ((line: string) => string)[] = [
      (line) => line.slice(0, 60),
      (line) => line.replace(/\d\d-03-2016 08:15/, '99-99-2016 08:15'),
      (line) => line.replace(/INC\d+/, ''),
      (line) => `${line},one,too,many`,
      (line) => line.replace('Phone', '"Phone'),
      (line) => line.replace(/[1-4] - (Critical|High|Moderate|Low)/, 'urgent!'),
      (line) => line.replace(',TRUE,', ',MAYBE,'),
      (line) => line.replace('Caller', 'Cal\u0000ler'),
    ];
    const damaged = Array.from({ length: 20 }, (_, index) => 5 + index * 11);
    damaged.forEach((at, index) => {
      lines[at] = damage[index % damage.length]?.(lines[at] ?? '') ?? '';
    });

    const { exitCode, stdout, stderr } = await stack.ingest(TENANT, stack.file('damaged.csv', lines.join('\n')));

    const result = JSON.parse(lastLine(stdout)) as Record<string, number>;
    expect({ exitCode, rejected: result.rejected, dead_letters: result.dead_letters }).toEqual({
      exitCode: 0,
      rejected: 20,
      dead_letters: 0,
    });
    expect((result.exceptions ?? 0) + (result.updates ?? 0)).toBe(lines.length - 1 - 20);
    for (const at of damaged) expect(stderr).toContain(`line ${at + 1}: `);
    await expectNoGaps();
  });
});
