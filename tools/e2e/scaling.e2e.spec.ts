/**
 * Copies of a worker share its partitions. They join, leave, crash and restart under load, and nothing is lost or doubled; the test
 * measures the waiting times.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type Admin, AssignerProtocol, Kafka, logLevel } from 'kafkajs';
import type { Stack } from '../local-stack/stack.ts';
import { TestStack, until } from './fixtures/test-stack.ts';

const TENANT = 'S-tenant';
const TOPIC = 'exceptions.normalized';
const GROUP = 'sentinai.triage';
const PARTITIONS = [0, 1, 2, 3];
const BATCH = 10;
const EVERY_MS = 200;
/** Joining and leaving are announced at once; a dead member is detected when its session ends, after 10 s. */
const SHARED_WITHIN_MS = 30_000;
/** Session timeout. Without an announcement, a leaving member would be detected only then, and its partitions would idle until then. */
const SESSION_MS = 10_000;

const pack = {
  domain: 'Scaled',
  exception_types: { BREAK: { default_severity: 'low' } },
  severity_rules: [],
  tools: {},
  playbooks: [
    {
      name: 'Any',
      match: { exception_type: '*' },
      steps: [{ name: 'close', action_type: 'set_status', params: { status: 'resolved' } }],
    },
  ],
};

describe('copies of a worker', () => {
  let stack: TestStack<Stack>;
  let admin: Admin;
  let load: Promise<void>;
  let isOver = false;
  const accepted: string[] = [];

  beforeAll(async () => {
    stack = await TestStack.start(['intake', 'triage', 'policy', 'playbook', 'feedback'], undefined, { triage: 4 });
    admin = new Kafka({ brokers: [stack.stack.kafkaBrokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    expect(await stack.importPack(pack, TENANT)).toMatchObject({ exitCode: 0 });
    load = steadily();
  });

  afterAll(async () => {
    isOver = true;
    await load;
    await admin.disconnect();
    await stack.stop();
  });

  async function steadily(): Promise<void> {
    while (!isOver) {
      const body = Array.from({ length: BATCH }, (_, index) => ({
        exception_id: `S-${accepted.length + index}`,
        source_system: 'test',
        exception_type: 'BREAK',
        raw_payload: { index },
      }));
      const answer = await stack.request(TENANT, 'POST', `/api/exceptions/${TENANT}/batch`, { body });
      if (answer.status !== 200) throw new Error(`Intake answered ${answer.status}`);
      accepted.push(...body.map(({ exception_id }) => exception_id));
      await delay(EVERY_MS);
    }
  }

  /** Returns the partitions of each member of the group. */
  async function shares(): Promise<number[][]> {
    const { groups } = await admin.describeGroups([GROUP]);
    if (groups[0]?.state !== 'Stable') return [];
    return groups[0].members.map(
      ({ memberAssignment }) => AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment[TOPIC] ?? [],
    );
  }

  async function areSharedBy(copies: number): Promise<void> {
    await until(`${copies} copies share the partitions`, SHARED_WITHIN_MS, async () => {
      const all = await shares();
      return all.length === copies && all.flat().length === PARTITIONS.length;
    });
    const all = await shares();
    expect(all.flat().sort()).toEqual(PARTITIONS);
    for (const share of all) expect(share).toHaveLength(PARTITIONS.length / copies);
    await makesProgress();
  }

  /** Waits until everything accepted so far is finished. */
  async function makesProgress(): Promise<void> {
    const soFar = accepted.length;
    await until('what was accepted is finished', 30_000, async () => (await finished()) >= soFar);
  }

  async function finished(): Promise<number> {
    const [row] = await stack.sql<{ count: number }>(
      `select count(*)::integer as count from exception where tenant_id = $1 and stage = 'finished'`,
      [TENANT],
    );
    return row?.count ?? 0;
  }

  it('share the partitions evenly when there are four, two, one', async () => {
    await areSharedBy(4);
    await Promise.all([stack.stack.app('triage-3').stop(), stack.stack.app('triage-4').stop()]);
    await areSharedBy(2);
    await stack.stack.app('triage-2').stop();
    await areSharedBy(1);
  });

  it('take up a copy that joins', async () => {
    await stack.stack.app('triage-2').start();
    await areSharedBy(2);
  });

  it('take over from a copy that crashes, and make room when it is back', async () => {
    const copy = stack.stack.app('triage-2');
    const began = new Date();
    const before = copy.pid;
    copy.kill('SIGKILL');
    await until('it has died', 10_000, () => Promise.resolve(copy.pid !== before));
    await copy.waitReady();

    await areSharedBy(2);
    expect(copy.pid).not.toBe(before);
    const { one } = await report('Crash', began);
    expect(one).toBeLessThan(SHARED_WITHIN_MS);
  });

  it('are restarted one after the other without a long stall', async () => {
    const began = new Date();
    for (const name of ['triage', 'triage-2']) {
      await stack.stack.app(name).stop();
      await stack.stack.app(name).start();
      await stack.stack.app(name).waitReady();
      await areSharedBy(2);
    }
    await delay(1_000);

    const { all, one } = await report('Rolling restart', began);
    expect(all).toBeLessThan(SESSION_MS);
    expect(one).toBeLessThan(SESSION_MS);
  });

  async function report(what: string, since: Date): Promise<{ all: number; one: number }> {
    const stall = await longestStall(since);
    process.stdout.write(`${what}: nothing triaged for ${stall.all} ms at most, one exception for ${stall.one} ms\n`);
    return stall;
  }

  async function longestStall(since: Date): Promise<{ all: number; one: number }> {
    const [row] = await stack.sql<{ all: number; one: number }>(
      `with triaged as (
         select exception_id, created_at, created_at - lag(created_at) over (order by created_at) as pause
         from exception_event where tenant_id = $1 and event_type = 'TriageCompleted' and created_at >= $2)
       select round(extract(epoch from max(pause)) * 1000)::integer as all,
         round(extract(epoch from max(triaged.created_at - normalized.created_at)) * 1000)::integer as one
       from triaged join exception_event normalized using (exception_id)
       where normalized.tenant_id = $1 and normalized.event_type = 'ExceptionNormalized'`,
      [TENANT, since],
    );
    return row ?? { all: Infinity, one: Infinity };
  }

  it('have lost and doubled nothing in the end', async () => {
    isOver = true;
    await load;
    await stack.settled(TENANT);
    const wrong = await stack.sql(
      `select e.exception_id, e.stage, e.event_count, count(*)::integer as events from exception e
       join exception_event v using (tenant_id, exception_id)
       where e.tenant_id = $1 group by e.tenant_id, e.exception_id, e.stage, e.event_count
       having e.stage <> 'finished' or count(*) <> e.event_count or max(v.sequence) <> e.event_count
         or count(*) filter (where v.event_type = 'TriageCompleted') <> 1
         or count(*) filter (where v.event_type = 'FeedbackCaptured') <> 1`,
      [TENANT],
    );

    expect(wrong).toEqual([]);
    expect(await finished()).toBe(accepted.length);
    expect(await stack.sql('select * from outbox')).toEqual([]);
    expect(await stack.sql('select * from dead_letter_event')).toEqual([]);
  });
});
