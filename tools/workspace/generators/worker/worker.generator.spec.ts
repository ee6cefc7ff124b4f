import { aTreeOfRepository } from '../../testing/repository-tree.ts';
import worker, { type WorkerOptions } from './worker.generator.ts';

const aWorker = (overrides: Partial<WorkerOptions> = {}): WorkerOptions => ({
  name: 'risk-scoring',
  consumes: ['TriageCompleted', 'ExceptionResolved'],
  ...overrides,
});

describe('a generated worker', () => {
  const tree = aTreeOfRepository();
  const textOf = (file: string): string => tree.read(file, 'utf8') ?? '';

  beforeAll(async () => {
    await worker(tree, aWorker());
  });

  it('is in the pipeline and among the consumers of its events', () => {
    expect(textOf('libs/contracts/src/event-definition.ts')).toContain("'feedback', 'risk-scoring'] as const");
    expect(textOf('libs/contracts/src/events/triage-completed.ts')).toContain("consumedBy: ['policy', 'risk-scoring']");
  });

  it('is among the agents that a replay runs', () => {
    expect(textOf('libs/agents/src/replay/pure-agents.ts')).toContain("'risk-scoring': new RiskScoringAgent(),");
  });

  it('has a free port of the local stack', () => {
    expect(textOf('tools/local-stack/app-environment.ts')).toContain("{ name: 'risk-scoring', preferredPort: 9020,");
  });

  it('has the access of a worker without tables of its own', () => {
    expect(textOf('libs/persistence/src/access/access-table.ts')).toContain(
      "{ role: 'sentinai_risk_scoring', duties: ['worker'] }",
    );
  });
});

it.each([
  ['a name that is taken', { name: 'triage' }, 'App triage already exists'],
  ['a name in another case', { name: 'RiskScoring' }, 'write it in kebab-case'],
  ['an event nobody declared', { consumes: ['Nothing'] }, 'There is no event Nothing. Known ones are: Approval'],
])('a worker is refused with %s', async (_what, overrides, message) => {
  await expect(worker(aTreeOfRepository(), aWorker(overrides))).rejects.toThrow(message);
});
