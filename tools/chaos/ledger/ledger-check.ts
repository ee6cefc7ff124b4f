/** Compares the items accepted from the sources with the database and the tools. Runs as the owner, which bypasses row-level security. */
import type { ClientBase } from 'pg';
import { EVENTS, type EventDefinition } from '@sentinai/contracts';
import type { PromisedCase } from '../load/promise.ts';
import { CASE_QUERIES } from './case-queries.ts';
import { DELIVERY_QUERIES, WAITING_QUERY } from './delivery-queries.ts';
import type { Difference, LedgerQuery } from './difference.ts';
import { TIMELINE_QUERIES } from './timeline-queries.ts';
import { OBSERVERS, OBSERVER_QUERIES } from './observer-queries.ts';
import type { ToolLedger } from './tool-ledger.ts';
import { ledgerDifferences } from './tool-ledger.ts';
import { TOOL_QUERIES } from './tool-queries.ts';

export interface LedgerFindings {
  /** Accepted exceptions that ended. */
  finished: number;
  /** Empty when nothing was lost, doubled or out of order. */
  differences: Difference[];
}

const EXAMPLES = 5;

/** @param client a single connection, since the promises go into temporary tables of its session */
export async function checkLedger(
  client: ClientBase,
  promises: readonly PromisedCase[],
  tools: ToolLedger,
): Promise<LedgerFindings> {
  await loadPromises(client, promises);
  await loadCatalog(client);
  await loadCalls(client, tools);
  const differences = ledgerDifferences(tools);
  for (const query of [
    ...CASE_QUERIES,
    ...TIMELINE_QUERIES,
    ...DELIVERY_QUERIES,
    ...TOOL_QUERIES,
    ...OBSERVER_QUERIES,
  ]) {
    differences.push(...(await differencesOf(client, query)));
  }
  if (await exists(client, 'waiting_event')) differences.push(...(await differencesOf(client, WAITING_QUERY)));
  return { finished: await countFinished(client), differences };
}

async function loadPromises(client: ClientBase, promises: readonly PromisedCase[]): Promise<void> {
  await client.query(`drop table if exists pg_temp.promised;
    create temporary table promised (tenant_id varchar, exception_id varchar, states integer, state varchar,
      tool_calls integer, primary key (tenant_id, exception_id))`);
  await client.query(
    'insert into promised select * from unnest($1::varchar[], $2::varchar[], $3::integer[], $4::varchar[], $5::integer[])',
    [
      promises.map(({ tenantId }) => tenantId),
      promises.map(({ exceptionId }) => exceptionId),
      promises.map(({ states }) => states),
      promises.map(({ state }) => state),
      promises.map(({ toolCalls }) => toolCalls),
    ],
  );
}

/** Loads the catalog of events, topics and consumers from the contracts, and the observers. */
async function loadCatalog(client: ClientBase): Promise<void> {
  const consumed = Object.values<EventDefinition>(EVENTS).flatMap(({ type, topic, consumedBy }) => {
    const observers = OBSERVERS.filter(({ eventTypes }) => eventTypes.includes(type));
    const consumers = [...consumedBy, ...observers.map(({ consumer }) => consumer)];
    return consumers.map((consumer) => ({ type, topic, consumer }));
  });
  await client.query(`drop table if exists pg_temp.consumes;
    create temporary table consumes (event_type varchar, consumer varchar, topic varchar)`);
  await client.query('insert into consumes select * from unnest($1::varchar[], $2::varchar[], $3::varchar[])', [
    consumed.map(({ type }) => type),
    consumed.map(({ consumer }) => consumer),
    consumed.map(({ topic }) => topic),
  ]);
}

async function loadCalls(client: ClientBase, { keys }: ToolLedger): Promise<void> {
  await client.query(`drop table if exists pg_temp.called;
    create temporary table called (key varchar primary key, tool varchar, state varchar)`);
  await client.query('insert into called select * from unnest($1::varchar[], $2::varchar[], $3::varchar[])', [
    keys.map(({ key }) => key),
    keys.map(({ tool }) => tool),
    keys.map(({ state }) => state),
  ]);
  await client.query('analyze promised; analyze called');
}

async function differencesOf(client: ClientBase, { kind, what, sql }: LedgerQuery): Promise<Difference[]> {
  const { rows } = await client.query<{ total: string; example: Record<string, unknown> }>(
    `select count(*) over () as total, to_jsonb(found) as example from (${sql}) as found limit ${EXAMPLES}`,
  );
  const [first] = rows;
  return first ? [{ kind, what, count: Number(first.total), examples: rows.map(({ example }) => example) }] : [];
}

async function exists(client: ClientBase, table: string): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [table]);
  return rows[0]?.found === true;
}

async function countFinished(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ finished: string }>(
    `select count(*) as finished from exception e join promised p using (tenant_id, exception_id)
     where e.stage = 'finished' and e.events_in_flight = 0 and exists (
       select from exception_event v
       where (v.tenant_id, v.exception_id, v.event_type) = (e.tenant_id, e.exception_id, 'FeedbackCaptured'))`,
  );
  return Number(rows[0]?.finished);
}
