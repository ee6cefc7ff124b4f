/** Chooses free TCP ports. */
import { createServer } from 'node:net';

/** `preferred`: the well-known ports where free, for people. `any`: unrelated ports, for tests beside a running stack. */
export type PortStrategy = 'preferred' | 'any';

/** Tells whether a port can be listened on. */
export type PortProbe = (port: number) => Promise<boolean>;

const LAST_PORT = 65_535;
/** Below the kernel's range for outgoing connections, so that a server gets its port back after a restart. */
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

  /** Returns the preferred port, else the next free one above it; never the same port twice. */
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

/** Tests both loopback addresses: a server only on `::1` would still answer for `localhost`. */
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
