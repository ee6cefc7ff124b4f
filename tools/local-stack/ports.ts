/** Choosing TCP ports that nobody uses. */
import { createServer } from 'node:net';

/** `preferred`: the well-known ones where free, for people. `any`: out of the way, for tests beside a running stack. */
export type PortStrategy = 'preferred' | 'any';

/** True when the port can be listened on. */
export type PortProbe = (port: number) => Promise<boolean>;

const LAST_PORT = 65_535;
/** Below the range the kernel takes for outgoing connections, so that a server finds its port again after a stop. */
const ANY_FROM = 20_000;
const ANY_SPAN = 10_000;

export class PortChooser {
  private readonly given = new Set<number>();
  private readonly strategy: PortStrategy;
  private readonly isFree: PortProbe;

  constructor(strategy: PortStrategy, isFree: PortProbe = isPortFree) {
    this.strategy = strategy;
    this.isFree = isFree;
  }

  /** The preferred port, else the next free one above it; never the same one twice. */
  async choose(preferred: number): Promise<number> {
    const from = this.strategy === 'preferred' ? preferred : ANY_FROM + Math.floor(Math.random() * ANY_SPAN);
    for (let port = from; port <= LAST_PORT; port += 1) {
      if (!this.given.has(port) && (await this.isFree(port))) {
        this.given.add(port);
        return port;
      }
    }
    throw new Error(`No free TCP port from ${from} on.`);
  }
}

/** Asks on both loopback addresses: a server on `::1` alone would still answer for `localhost`. */
async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
