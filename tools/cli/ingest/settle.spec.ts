import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../connection/api-client.ts';
import { PipelineWatch } from './settle.ts';
import { IntakeServer } from './testing/intake-server.ts';

let server: IntakeServer;

beforeEach(async () => {
  server = await new IntakeServer().start();
});

afterEach(() => server.stop());

async function watch(states: [inFlight: number, deadLetters: number][], timeoutMs = 5_000): Promise<number[][]> {
  server.pipeline = states.map(([inFlight, deadLetters]) => ({ in_flight: inFlight, dead_letters: deadLetters }));
  const signal = new AbortController().signal;
  const pipeline = new PipelineWatch(
    new ApiClient({ url: server.url, token: server.token, signal, patienceMs: 1_000 }),
    'acme',
  );
  await pipeline.begin();
  const told: number[][] = [];
  await pipeline.settle(timeoutMs, (...state) => told.push(state));
  return told;
}

describe('settle', () => {
  it('ends at the second answer in a row with nothing in flight, and counts the dead letters since it began', async () => {
    const told = await watch([[0, 3], [40, 3], [0, 4], [7, 4], [0, 5], [0, 6], [99, 99]]); // prettier-ignore
    expect(told).toEqual([[40, 0], [0, 1], [7, 1], [0, 2], [0, 3]]); // prettier-ignore
  });

  it('never counts below zero when dead letters are resolved meanwhile', async () => {
    expect(await watch([[0, 3], [0, 1]])).toEqual([[0, 0], [0, 0]]); // prettier-ignore
  });

  it('gives up after its time', async () => {
    await expect(watch([[0, 0], [12, 0]], 1_000)).rejects.toThrow('12 events are still in flight after 1 s'); // prettier-ignore
    expect(server.polls).toBeGreaterThan(3);
  });
});
