import { RepositoryCopy } from '../testing/repository-copy.ts';

describe('the graph of imports', () => {
  const copy = new RepositoryCopy();
  afterAll(() => copy.remove());

  const cruise = (...folders: string[]) =>
    copy.run('depcruise', ['--config', 'tools/workspace/rules/import-rules.mjs', '--no-progress', ...folders]);

  it('has no circle, no deep import, and no agent with a database in its reach', async () => {
    const { exitCode, output } = await cruise('libs', 'apps', 'tools');

    expect(output).toContain('no dependency violations found');
    expect(exitCode).toBe(0);
  });

  it('would show a circle, also one of types only', async () => {
    copy.write(
      'libs/contracts/src/heads.ts',
      "import type { Tails } from './tails.ts';\nexport type Heads = Tails[];\n",
    );
    copy.write(
      'libs/contracts/src/tails.ts',
      "import type { Heads } from './heads.ts';\nexport type Tails = Heads[];\n",
    );

    const { exitCode, output } = await cruise('libs/contracts');

    expect(output).toMatch(/no-circular-imports: libs\/contracts\/src\/(heads|tails)\.ts/);
    expect(exitCode).toBeGreaterThan(0);
  });

  it('would show an agent that has more of messaging in its reach than the types of agents', async () => {
    copy.write('libs/agents/src/reach.ts', "export { EventProducer } from '@sentinai/messaging';\n");

    const { exitCode, output } = await cruise('libs/agents');

    expect(output).toContain('agents-are-pure: libs/agents/src/reach.ts → libs/messaging/src/index.ts');
    expect(exitCode).toBeGreaterThan(0);
  });

  it('would show a deep import by a relative path', async () => {
    copy.write(
      'tools/cli/deep.ts',
      "import { TOPICS } from '../../libs/contracts/src/topics.ts';\nexport default TOPICS;\n",
    );

    const { exitCode, output } = await cruise('tools/cli/deep.ts');

    expect(output).toContain('no-deep-imports: tools/cli/deep.ts → libs/contracts/src/topics.ts');
    expect(exitCode).toBeGreaterThan(0);
  });
});
