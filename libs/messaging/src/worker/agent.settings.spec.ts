import { defineConfig, loadConfig } from '@sentinai/service-kit';
import { workerSettings } from '../kafka/kafka.settings.ts';
import { settingsFor, settingsOfAgent } from './agent.settings.ts';

const config = defineConfig({
  ...workerSettings,
  ...settingsOfAgent('tool', { batchMaxEvents: 250, retryMaxAttempts: 10 }),
  ...settingsOfAgent('triage'),
});
const settings = (name: string, env: Record<string, string> = {}) =>
  settingsFor(name, loadConfig(config, { HTTP_PORT: '1', KAFKA_BROKERS: 'localhost:9092', ...env }));

it('are those of the process, where an agent has no other', () => {
  expect(settings('triage', { BATCH_MAX_EVENTS: '40' })).toEqual({
    batchMaxEvents: 40,
    retryMaxAttempts: 5,
    retryFirstDelayMs: 1_000,
    retryLongestDelayMs: 300_000,
  });
});

it("start with the agent's own defaults", () => {
  expect(settings('tool', { BATCH_MAX_EVENTS: '40' })).toMatchObject({ batchMaxEvents: 250, retryMaxAttempts: 10 });
});

it('are set for one agent only, with the same bounds', () => {
  const env = { TOOL_RETRY_MAX_ATTEMPTS: '3', TRIAGE_RETRY_FIRST_DELAY: '250ms' };

  expect(settings('tool', env)).toMatchObject({ retryMaxAttempts: 3, retryFirstDelayMs: 1_000 });
  expect(settings('triage', env)).toMatchObject({ retryMaxAttempts: 5, retryFirstDelayMs: 250 });
  expect(() => settings('tool', { TOOL_BATCH_MAX_EVENTS: '0' })).toThrow(/TOOL_BATCH_MAX_EVENTS: "0"/);
});
