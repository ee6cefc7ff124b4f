import { jest } from '@jest/globals';
import { EVENTS, type PipelineWorker } from '@sentinai/contracts';
import { AgentHost, type HostedAgent } from './agent.host.ts';

const anAgent = (name: PipelineWorker, lag: number, fault?: string) => {
  const calls: string[] = [];
  const agent: HostedAgent = {
    options: { name, consumes: [EVENTS.ExceptionNormalized] },
    lag: { lag: () => Promise.resolve(lag) },
    runner: {
      start: async () => void calls.push('start'),
      stop: async () => void calls.push('stop'),
      ageOf: (records) => records,
      checkReady: () => {
        if (fault) throw new Error(fault);
      },
    },
  };
  return { ...agent, calls };
};

it('starts and stops every agent', async () => {
  const agents = [anAgent('triage', 0), anAgent('policy', 0)];
  const host = new AgentHost(agents);
  const ready = jest.fn();

  await host.listen(ready);
  await host.close();

  expect(agents.map(({ calls }) => calls)).toEqual([
    ['start', 'stop'],
    ['start', 'stop'],
  ]);
  expect(ready).toHaveBeenCalledWith();
});

it('is not ready while one agent is not, and names it', () => {
  const host = new AgentHost([anAgent('triage', 0), anAgent('policy', 0, 'batches fail: away')]);

  expect(() => host.checkReady()).toThrow(/^policy: batches fail: away$/);
  expect(() => new AgentHost([anAgent('triage', 0)]).checkReady()).not.toThrow();
});

it('says how far behind it is, and each of several agents', async () => {
  expect(await new AgentHost([anAgent('triage', 7)]).lag()).toEqual({ lag: 7, age_seconds: 7 });
  expect(await new AgentHost([anAgent('triage', 7), anAgent('policy', 3)]).lag()).toEqual({
    lag: 10,
    age_seconds: 7,
    agents: { triage: { lag: 7, age_seconds: 7 }, policy: { lag: 3, age_seconds: 3 } },
  });
});

it('does not know an age before the first record', async () => {
  const [known, unknown] = [anAgent('triage', 7), { ...anAgent('policy', 3) }];
  const runner = { ...unknown.runner, ageOf: () => undefined };

  expect(await new AgentHost([known, { ...unknown, runner }]).lag()).toMatchObject({
    age_seconds: null,
    agents: { triage: { age_seconds: 7 }, policy: { age_seconds: null } },
  });
});
