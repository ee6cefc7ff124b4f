/** The result as human-readable tables. Pure. */
import Table from 'cli-table3';
import type { EventMix } from '../measure/event-mix.ts';
import { secondsOf, type TimeWindow } from '../measure/event-statistics.ts';
import type { Trend } from '../measure/flatness.ts';
import type { ProcessUse } from '../measure/process-meter.ts';
import type { BenchResult, LimitResult, LoadResult, QueryResult } from './result.ts';
import { perMinute } from './summary.ts';

const STYLE = { style: { head: [], border: [], compact: true } };
const MICROSECONDS = 1_000_000;

export function report(result: BenchResult): string {
  const { full, half, limit, queries, mix } = result;
  return [
    mixTable(mix),
    loadTable(full, half),
    limit ? limitTable(full, limit) : '',
    processTable(`Full load, ${full.seconds.toFixed(0)} s`, full),
    limit ? processTable(`Limit, ${limit.seconds.toFixed(0)} s`, limit) : '',
    queries.length > 0 ? queryTable(queries) : '',
    integrityTable(result),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

export function mixTable({ eventsPerException, payloadBytes, perHundred, exceptions }: EventMix): string {
  const table = new Table({ head: ['Event', 'per 100 exceptions'], colAligns: ['left', 'right'], ...STYLE });
  for (const { type, events } of perHundred) table.push([type, events]);
  const each = `${eventsPerException.toFixed(2)} events of ${payloadBytes.toFixed(0)} bytes per exception`;
  return `The load: ${exceptions} exception templates, ${each}\n${table.toString()}`;
}

function loadTable(full: LoadResult, half: LoadResult | null): string {
  const table = new Table({
    head: [
      'Load',
      'events/s',
      'events/min',
      'exceptions/s',
      'p50 ms',
      'p95 ms',
      'p99 ms',
      'search p95 ms',
      'backlog',
      'consumer lag',
    ],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
    ...STYLE,
  });
  for (const [name, load] of [
    ['full', full],
    ['half', half],
  ] as const) {
    if (!load) continue;
    const { events, seconds, finished, latency, searchable, backlog, lag } = load;
    table.push([
      name,
      (events / seconds).toFixed(0),
      perMinute(load).toFixed(0),
      (finished / seconds).toFixed(1),
      latency.p50,
      latency.p95,
      latency.p99,
      searchable.p95,
      trendText(backlog),
      trendText(lag),
    ]);
  }
  return table.toString();
}

const trendText = ({ level, growth, flat }: Trend): string =>
  `${level.toFixed(0)} (${growth < 0 ? '' : '+'}${growth.toFixed(0)}, ${flat ? 'flat' : 'grows'})`;

function limitTable(full: LoadResult, limit: LimitResult): string {
  const table = new Table({
    head: ['The same rows', 'events/min', 'exceptions/s'],
    colAligns: ['left', 'right', 'right'],
    ...STYLE,
  });
  for (const [name, one] of [
    ['SentinAI', full],
    ['bare kafkajs and SQL', limit],
  ] as const) {
    table.push([name, perMinute(one).toFixed(0), (one.finished / one.seconds).toFixed(1)]);
  }
  table.push(['share of the limit', (perMinute(full) / perMinute(limit)).toFixed(3), '']);
  return table.toString();
}

function processTable(title: string, measured: { use: ProcessUse[]; seconds: number; events: number }): string {
  const table = new Table({
    head: [title, 'CPU s', 'CPU %', 'CPU us/event', 'RSS MB max', 'RSS MB half/end'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    ...STYLE,
  });
  const row = (name: string, cpu: number): string[] => [
    name,
    cpu.toFixed(1),
    ((100 * cpu) / measured.seconds).toFixed(1),
    measured.events === 0 ? '-' : ((MICROSECONDS * cpu) / measured.events).toFixed(1),
  ];
  const byUse = [...measured.use].sort((one, other) => other.cpuSeconds - one.cpuSeconds);
  for (const { name, cpuSeconds, rssMbMax, rssMb } of byUse) {
    const atHalf = rssMb[Math.floor(rssMb.length / 2)] ?? 0;
    const memory = `${atHalf.toFixed(0)} / ${(rssMb.at(-1) ?? 0).toFixed(0)}`;
    table.push([...row(name, cpuSeconds), rssMbMax.toFixed(0), memory]);
  }
  const all = byUse.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  table.push([...row('all', all), '', '']);
  return table.toString();
}

function queryTable(queries: readonly QueryResult[]): string {
  const table = new Table({
    head: ['Query', 'requests', 'p50 ms', 'p95 ms', 'p99 ms', 'slowest request, p95 ms'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'left'],
    ...STYLE,
  });
  for (const { name, count, p50, p95, p99, slowest } of queries) {
    const worst = `${slowest.request} ${slowest.p95.toFixed(1)}`;
    table.push([name, count, p50.toFixed(1), p95.toFixed(1), p99.toFixed(1), worst]);
  }
  return table.toString();
}

function integrityTable({ integrity }: BenchResult): string {
  const table = new Table({ head: ['Drained, then counted', ''], colAligns: ['left', 'right'], ...STYLE });
  table.push(
    ['exceptions accepted', integrity.accepted],
    ['settled, with FeedbackCaptured', integrity.finished],
    ['settled, waiting for a person', integrity.waiting],
    ['timelines with gaps', integrity.withGaps],
    ['duplicate events', integrity.doubledEvents],
    ['dead letters', integrity.deadLetters],
    ['tool calls ended', integrity.toolExecutions],
    ['duplicate effects', integrity.doubledEffects],
    ['lost effects', integrity.lostEffects],
  );
  return table.toString();
}

/** Formats the measured window: `12:00:05 to 12:01:05`. */
export const windowText = (window: TimeWindow): string =>
  `${window.from.toISOString().slice(11, 19)} to ${window.to.toISOString().slice(11, 19)}, ${secondsOf(window).toFixed(1)} s`;
