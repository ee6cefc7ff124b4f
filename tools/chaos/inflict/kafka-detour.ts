/** A TCP proxy between one worker and Kafka: a network that can be cut on any machine without privileges. */
import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

export type DetourState = 'open' | 'reset' | 'silence';

interface Passage {
  client: Socket;
  /** Undefined while the connection waits for the network to come back. */
  broker: Socket | undefined;
}

export class KafkaDetour {
  private readonly passages = new Set<Passage>();
  private readonly server: Server;
  private brokerPort = 0;
  private state: DetourState = 'open';

  constructor() {
    this.server = createServer((client) => this.enter(client));
  }

  /** @returns the port to connect to instead of the broker's */
  async open(brokerPort: number): Promise<number> {
    this.brokerPort = brokerPort;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Changes the network: `reset` breaks all connections and refuses new ones, `silence` holds back their data. */
  become(state: DetourState): void {
    this.state = state;
    for (const passage of this.passages) {
      if (state === 'reset') this.end(passage);
      else if (state === 'silence') this.hold(passage);
      else this.join(passage);
    }
  }

  async close(): Promise<void> {
    this.become('reset');
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  private enter(client: Socket): void {
    const passage: Passage = { client, broker: undefined };
    this.passages.add(passage);
    this.endWith(passage, client);
    if (this.state === 'reset') this.end(passage);
    if (this.state === 'open') this.join(passage);
  }

  private join(passage: Passage): void {
    if (!passage.broker) {
      passage.broker = connect({ port: this.brokerPort, host: '127.0.0.1', noDelay: true });
      this.endWith(passage, passage.broker);
    }
    passage.client.pipe(passage.broker).pipe(passage.client);
  }

  private hold({ client, broker }: Passage): void {
    if (!broker) return;
    client.unpipe(broker).pause();
    broker.unpipe(client).pause();
  }

  /** Closes the connection when one side closes. */
  private endWith(passage: Passage, side: Socket): void {
    side.on('error', () => this.end(passage));
    side.on('close', () => this.end(passage));
  }

  private end(passage: Passage): void {
    if (!this.passages.delete(passage)) return;
    passage.client.resetAndDestroy();
    passage.broker?.resetAndDestroy();
  }
}
