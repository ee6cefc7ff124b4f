import { describe, expect, it } from '@jest/globals';
import { PortChooser } from './ports.ts';

const taken =
  (...ports: number[]) =>
  async (port: number): Promise<boolean> =>
    !ports.includes(port);

describe('PortChooser', () => {
  it('gives the preferred port when it is free', async () => {
    await expect(new PortChooser('preferred', taken()).choose(8080)).resolves.toBe(8080);
  });

  it('gives the next free one when others have it', async () => {
    await expect(new PortChooser('preferred', taken(8080, 8081)).choose(8080)).resolves.toBe(8082);
  });

  it('never gives a port twice, though nobody listens on it yet', async () => {
    const ports = new PortChooser('preferred', taken());

    await ports.choose(9001);

    await expect(ports.choose(9001)).resolves.toBe(9002);
  });

  it('avoids the preferred ports and those of outgoing connections when any port will do', async () => {
    const port = await new PortChooser('any', taken()).choose(8080);

    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(30_000);
  });
});
